import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'
import type { MessageRow } from '../rows/fold-attempts.ts'

/**
 * The place beside the list shows this. A message that is answered goes from `waiting` over `released` and `recorded` to
 * `exchange`; its id stays the same.
 */
export type Shown =
  | { kind: 'nothing' }
  | { kind: 'exchange'; id: string }
  /** It waits to be answered. */
  | { kind: 'waiting'; held: HeldRequest }
  /** It waits no more, and its exchange is not in the list yet. */
  | { kind: 'released'; held: HeldRequest }
  /** Its exchange is in the list, and on its way to the screen. */
  | { kind: 'recorded'; held: HeldRequest }

/** The selected message, among those that wait and those that are past. It is never changed in place. */
export interface LiveSelection {
  shown: Shown
  /** Something other than the newest row was chosen, so that the selection stays there. */
  picked: boolean
  /** The list is scrolled to its top. */
  atTop: boolean
  /** The preference: the list goes to what arrives. */
  mayFollow: boolean
  /** The row that was read when somebody went to the newest, as the way back; null once another is selected. */
  left: string | null
  /** The rows that somebody may have seen: those when following ended, or when the list was last at its top. */
  seen: readonly MessageRow[]
  rows: readonly MessageRow[]
  exchanges: readonly ExchangeSummary[]
  held: readonly HeldRequest[]
}

export type LiveEvent =
  /** Rows or waiting messages are others than before. */
  | {
      type: 'changed'
      rows: readonly MessageRow[]
      exchanges: readonly ExchangeSummary[]
      held: readonly HeldRequest[]
      /** Somebody is writing, but not in the reply to the message that is shown. */
      typing: boolean
      /** Ids of messages for which something has been written in this window. */
      written: ReadonlySet<string>
    }
  /** An exchange has reached the screen. */
  | { type: 'loaded'; id: string }
  /** A row, or an attempt, was selected. */
  | { type: 'picked'; id: string }
  /** A message was chosen to be answered. */
  | { type: 'chosen'; id: string }
  /** The selection moves by rows, and through the waiting messages as well; an infinite step goes to an end. */
  | { type: 'moved'; step: number }
  /** The list was scrolled. */
  | { type: 'scrolled'; toTop: boolean }
  /** Somebody asked for what has arrived since. */
  | { type: 'jumped' }
  /** Somebody wants to go on reading what they left for that. */
  | { type: 'returned' }
  /** The row of this exchange is deleted. */
  | { type: 'deleted'; id: string }
  /** The preference is this. */
  | { type: 'preferred'; mayFollow: boolean }
  /** A message was sent from here. */
  | { type: 'sent' }
  /** A draft is meant for the next message in which nothing has been written. */
  | { type: 'carried'; written: ReadonlySet<string> }

export interface Step {
  state: LiveSelection
  /** The message was chosen to be answered, not only passed on the way: its field takes the focus. */
  writes: boolean
}

export const nothingSelected: LiveSelection = {
  shown: { kind: 'nothing' },
  picked: false,
  atTop: true,
  mayFollow: true,
  left: null,
  seen: [],
  rows: [],
  exchanges: [],
  held: [],
}

export function selectedId({ shown }: LiveSelection): string | null {
  if (shown.kind === 'nothing') return null
  return shown.kind === 'exchange' ? shown.id : shown.held.id
}

/** Returns true while the newest row is selected by itself: until one selects another or scrolls from the top. */
export function isFollowing({ picked, atTop, mayFollow }: LiveSelection): boolean {
  return mayFollow && !picked && atTop
}

/** Returns the index of the selected row, which any of its attempts selects; -1 if there is none. */
export function selectedIndex(state: LiveSelection): number {
  const selected = selectedId(state)
  return state.rows.findIndex(({ attempts }) => attempts.some(({ id }) => id === selected))
}

/**
 * Counts the rows that have arrived, or come back to the top with a retry, since following ended. The exchange that is
 * shown is not among them: a message that one was answering becomes a row under one's eyes.
 */
export function countUnseen(state: LiveSelection): number {
  if (isFollowing(state)) return 0
  const seen = new Set(state.seen.map(({ newest }) => newest.id))
  // The first of them counts: a retry takes its row to the top, so that no single row marks the place.
  const index = state.rows.findIndex(({ newest }) => seen.has(newest.id))
  const unseen = index === -1 ? state.rows.length : index
  const shown = selectedId(state)
  return state.rows.slice(0, unseen).filter(({ newest }) => newest.id !== shown).length
}

/**
 * Returns the selection after an event. A message that comes to wait is selected by itself unless something is being
 * written or another one waits in sight. Once that one is answered the next that waits comes up, even if it comes
 * before the exchange is shown; if there is none, the exchange comes up. If something was written and not sent in
 * time, its exchange comes up in any case.
 */
export function next(state: LiveSelection, event: LiveEvent): Step {
  switch (event.type) {
    case 'changed':
      return afterChange(state, event)
    case 'loaded': {
      const { shown } = state
      const isShown = shown.kind === 'recorded' && shown.held.id === event.id
      return stay(isShown ? { ...state, shown: { kind: 'exchange', id: event.id } } : state)
    }
    case 'picked':
      return stay(select(state, event.id))
    case 'chosen':
      return choose(state, event.id)
    case 'moved':
      return stay(move(state, event.step))
    case 'scrolled':
      return stay(scroll(state, event.toTop))
    case 'jumped': {
      const { shown, picked } = state
      const left = picked && shown.kind === 'exchange' ? shown.id : null
      return stay({ ...follow(state), left })
    }
    case 'returned':
      return stay(state.left === null ? state : select(state, state.left))
    case 'deleted':
      return stay(drop(state, event.id))
    case 'preferred':
      return stay(withNewest({ ...state, mayFollow: event.mayFollow }))
    case 'sent': {
      const newest = state.held.at(-1)
      return newest ? choose(state, newest.id) : stay(follow(state))
    }
    case 'carried': {
      const free = state.held.find(({ id, draft }) => draft === null && !event.written.has(id))
      return free ? choose(state, free.id) : stay(state)
    }
  }
}

function stay(state: LiveSelection): Step {
  return { state, writes: false }
}

function choose(state: LiveSelection, id: string): Step {
  return { state: select(state, id), writes: true }
}

function select(state: LiveSelection, id: string): LiveSelection {
  return withNewest({ ...state, shown: showById(state, id), picked: id !== newestId(state), left: null })
}

/** Selects the row below the one that is deleted, or the last one. */
function drop(state: LiveSelection, id: string): LiveSelection {
  const isIt = ({ attempts }: MessageRow) => attempts.some((one) => one.id === id)
  const index = state.rows.findIndex(isIt)
  const isSelected = index !== -1 && index === selectedIndex(state)
  const left = { ...state, rows: state.rows.filter((row) => !isIt(row)) }
  const row = left.rows[Math.min(index, left.rows.length - 1)]
  return isSelected && row && !isFollowing(state) ? select(left, row.newest.id) : state
}

/** Goes to the newest row. Without rows a message that waits stays selected: it is no part of the history. */
function follow(state: LiveSelection): LiveSelection {
  const id = selectedId(state)
  const isEmpty = newestId(state) === null && id !== null
  const waiting = isEmpty ? (state.held.find((one) => one.id === id) ?? state.held[0]) : undefined
  const atTop = { ...state, picked: false, atTop: true, left: null }
  return waiting ? select({ ...atTop, seen: state.rows }, waiting.id) : showNewest(atTop)
}

/** Only a reader at the top wants the newest. */
function scroll(state: LiveSelection, toTop: boolean): LiveSelection {
  const seen = toTop ? state.rows : state.seen
  return toTop === state.atTop && seen === state.seen ? state : withNewest({ ...state, atTop: toTop, seen })
}

/** Moves by rows. The waiting messages stand above them: the last one comes before the first row. */
function move(state: LiveSelection, step: number): LiveSelection {
  const { held, rows } = state
  const selected = selectedId(state)
  const waiting = held.findIndex(({ id }) => id === selected)
  const isFirstRow = selected !== null && selected === newestId(state)
  if (waiting === -1 && !(isFirstRow && step < 0)) {
    const index = selectedIndex(state)
    const target = index === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))
    const row = rows[target]
    return row ? select(state, row.newest.id) : state
  }
  const target = held[waiting === -1 ? held.length - 1 : Math.max(0, waiting + step)]
  if (target) return select(state, target.id)
  return follow(state)
}

function afterChange(before: LiveSelection, event: Extract<LiveEvent, { type: 'changed' }>): Step {
  const { rows, exchanges, held, typing, written } = event
  const changed = { ...before, rows, exchanges, held }
  const isEmptied = rows.length === 0 && before.rows.length > 0
  const state = isEmptied ? follow(changed) : withNewest(refresh(changed))
  const { shown } = state
  const isKept = wasWrittenInVain(state, written)

  if (shown.kind === 'recorded' && shown !== before.shown && !isKept) {
    const [oldest] = held
    return oldest ? choose(state, oldest.id) : stay(select(state, shown.held.id))
  }

  const isBusy = typing || isKept || shown.kind === 'waiting' || shown.kind === 'released'
  const known = new Set(before.held.map(({ id }) => id))
  const fresh = isBusy ? undefined : held.find(({ id }) => !known.has(id))
  return fresh ? choose(state, fresh.id) : stay(state)
}

/** Returns true if the time of the message shown ran out on a reply that somebody was writing. */
function wasWrittenInVain({ shown, exchanges }: LiveSelection, written: ReadonlySet<string>): boolean {
  if (shown.kind !== 'recorded') return false
  const { id, draft } = shown.held
  const isAnswered = exchanges.some((exchange) => exchange.id === id && exchange.by === 'hand')
  return !isAnswered && (draft !== null || written.has(id))
}

/** Brings the shown message up to date with the lists. */
function refresh(state: LiveSelection): LiveSelection {
  const id = selectedId(state)
  return id === null ? state : { ...state, shown: showById(state, id) }
}

function showById({ shown, held, exchanges }: LiveSelection, id: string): Shown {
  const waiting = held.find((one) => one.id === id)
  if (waiting) return { kind: 'waiting', held: waiting }
  const isSame = 'held' in shown && shown.held.id === id
  if (!isSame) return { kind: 'exchange', id }
  if (shown.kind === 'recorded') return shown
  const isRecorded = exchanges.some((one) => one.id === id)
  return { kind: isRecorded ? 'recorded' : 'released', held: shown.held }
}

function newestId({ rows }: LiveSelection): string | null {
  return rows[0]?.newest.id ?? null
}

/** Selects the newest row while the selection follows it, and the first one that there is in any case. */
function withNewest(state: LiveSelection): LiveSelection {
  return isFollowing(state) || state.shown.kind === 'nothing' ? showNewest(state) : state
}

function showNewest(state: LiveSelection): LiveSelection {
  const id = newestId(state)
  return { ...state, seen: state.rows, shown: id === null ? { kind: 'nothing' } : showById(state, id) }
}
