import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'

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

/** What of the list the selection depends on. */
export interface ListedRows {
  /** The exchange by which its newest row is known; null if it has none. */
  newest: string | null
  /** All that was recorded before this is in it. */
  mark: number
}

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
  /** The mark of what somebody may have seen: the list's when following ended, or when it was last at its top. */
  seen: number
  list: ListedRows
  exchanges: readonly ExchangeSummary[]
  held: readonly HeldRequest[]
}

export type LiveEvent =
  /** Rows or waiting messages are others than before. */
  | {
      type: 'changed'
      list: ListedRows
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
  /**
   * The selection moves by rows, and through the waiting messages as well; an infinite step goes to an end. `row` is
   * where it leads among the rows; null if they are none.
   */
  | { type: 'moved'; step: number; row: string | null }
  /** The list was scrolled. */
  | { type: 'scrolled'; toTop: boolean }
  /** Somebody asked for what has arrived since. */
  | { type: 'jumped' }
  /** Somebody wants to go on reading what they left for that. */
  | { type: 'returned' }
  /** These exchanges are deleted; `next` is the row that stands where they stood then, or last. */
  | { type: 'deleted'; ids: readonly string[]; next: string | null }
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
  seen: 0,
  list: { newest: null, mark: 0 },
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
      return stay(move(state, event))
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
      return stay(drop(state, event))
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

/** Selects the row that takes the place of the selected one. */
function drop(
  state: LiveSelection,
  { ids, next: row }: Extract<LiveEvent, { type: 'deleted' }>,
): LiveSelection {
  const selected = selectedId(state)
  if (row === null || selected === null || !ids.includes(selected) || isFollowing(state)) return state
  const { newest } = state.list
  const isNewestGone = newest !== null && ids.includes(newest)
  return select({ ...state, list: { ...state.list, newest: isNewestGone ? row : newest } }, row)
}

/** Goes to the newest row. Without rows a message that waits stays selected: it is no part of the history. */
function follow(state: LiveSelection): LiveSelection {
  const id = selectedId(state)
  const isEmpty = newestId(state) === null && id !== null
  const waiting = isEmpty ? (state.held.find((one) => one.id === id) ?? state.held[0]) : undefined
  const atTop = { ...state, picked: false, atTop: true, left: null }
  return waiting ? select({ ...atTop, seen: state.list.mark }, waiting.id) : showNewest(atTop)
}

/** Only a reader at the top wants the newest. */
function scroll(state: LiveSelection, toTop: boolean): LiveSelection {
  const seen = toTop ? state.list.mark : state.seen
  return toTop === state.atTop && seen === state.seen ? state : withNewest({ ...state, atTop: toTop, seen })
}

/** Moves by rows. The waiting messages stand above them: the last one comes before the first row. */
function move(state: LiveSelection, { step, row }: Extract<LiveEvent, { type: 'moved' }>): LiveSelection {
  const { held } = state
  const selected = selectedId(state)
  const waiting = held.findIndex(({ id }) => id === selected)
  const isFirstRow = selected !== null && selected === newestId(state)
  if (waiting === -1 && !(isFirstRow && step < 0)) return row === null ? state : select(state, row)
  const target = held[waiting === -1 ? held.length - 1 : Math.max(0, waiting + step)]
  if (target) return select(state, target.id)
  return follow(state)
}

function afterChange(before: LiveSelection, event: Extract<LiveEvent, { type: 'changed' }>): Step {
  const { list, exchanges, held, typing, written } = event
  const changed = { ...before, list, exchanges, held }
  const isEmptied = list.newest === null && before.list.newest !== null
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

function newestId({ list }: LiveSelection): string | null {
  return list.newest
}

/** Selects the newest row while the selection follows it, and the first one that there is in any case. */
function withNewest(state: LiveSelection): LiveSelection {
  return isFollowing(state) || state.shown.kind === 'nothing' ? showNewest(state) : state
}

function showNewest(state: LiveSelection): LiveSelection {
  const id = newestId(state)
  return { ...state, seen: state.list.mark, shown: id === null ? { kind: 'nothing' } : showById(state, id) }
}
