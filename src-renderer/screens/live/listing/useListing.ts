import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Asked, Found, Listed } from '../../../../src-core/contract/filter.ts'
import type { Grouping } from '../../../../src-core/contract/listing.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { createLines, findAfter, findPlace, findSelectable, isGroupedBy } from './listing.ts'
import type { Line, Listing } from './listing.ts'
import { LISTING_CHANGES } from './listing-changes.ts'
import type { MessageRow } from './message-row.ts'
import { readTimePlace } from './time-place.ts'
import type { TimePlace } from './time-place.ts'

/** Lines above and below those in sight that are asked for as well: scrolling seldom waits. */
const AROUND = 60
/** It is asked again when fewer than so many of them are left. */
const LEAST_AROUND = 20
const PAGE_MAX = 500
/** Milliseconds between two looks while exchanges arrive, and when more of them arrive than anyone could read. */
const REFRESH_MS = 120
const RUSH_MS = 500
/** So many changes between two looks are a rush: drawing each of them would take the time that the answers need. */
const RUSH = 30

/** What is in sight of the list. */
interface Sight {
  /** The place of the first line. */
  first: number
  count: number
  /** The rows in sight that are to stay where they are; empty if the list follows what arrives. */
  anchors: readonly string[]
}

interface Wanted {
  asked: Ref<Asked>
  grouping: Ref<Grouping>
  /** The names of the groups that are open. */
  open: Ref<ReadonlySet<string | null>>
  today: Ref<number>
}

export type ListingSource = ReturnType<typeof useListing>

/**
 * Keeps the list in step with the workbench, which knows all of it: here is only what is in sight and some around it. One
 * question at a time is on its way.
 */
export function useListing({ asked, grouping, open, today }: Wanted) {
  const { call, listen, connection, state } = useWorkbench()
  /** Null until the first answer. */
  const listing = shallowRef<Listing | null>(null)
  const faults = shallowRef<Found['faults']>([])
  const failure = shallowRef<unknown>(null)
  const isStopped = shallowRef(false)
  let sight: Sight = { first: 0, count: 60, anchors: [] }
  let interest: { selected: string | null; since: number | null } = { selected: null, since: null }
  /** A row that was asked for alone, before the list is there. */
  const apart = shallowRef<{ id: string; at: number } | null>(null)
  let isAsking = false
  let asksAgain = false
  /** What was in sight at the last question. */
  let askedFor: Sight | null = null
  const isOver = ({ done, tooSlow }: Pick<Found, 'done' | 'tooSlow'>) => done || tooSlow || isStopped.value

  const question = computed((): Omit<Listed, 'from' | 'count'> => ({
    ...asked.value,
    group: grouping.value,
    open: [...open.value],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    today: today.value,
  }))

  async function ask(): Promise<void> {
    if (isAsking) {
      asksAgain = true
      return
    }
    isAsking = true
    try {
      do {
        asksAgain = false
        await askOnce()
      } while (asksAgain)
    } catch (cause) {
      failure.value = cause
    } finally {
      isAsking = false
    }
  }

  async function askOnce(): Promise<void> {
    const { first, count, anchors } = (askedFor = sight)
    const { selected, since } = interest
    const mine = question.value
    const { filter, account, withoutStrangers, withoutRuns } = asked.value
    const exchanges = state.value?.exchanges ?? []
    const found = await call('exchange.find', {
      ...mine,
      from: Math.max(0, first - AROUND),
      ...(anchors.length > 0 && { anchor: { ids: [...anchors], before: AROUND } }),
      count: Math.min(PAGE_MAX, count + 2 * AROUND),
      ...(selected !== null && { selected }),
      ...(since !== null && { since }),
    })
    // Another question was asked meanwhile.
    if (mine !== question.value) {
      asksAgain = true
      return
    }
    failure.value = null
    faults.value = found.faults
    // What is wrong stands in place; the list shows what the last filter found.
    if (found.faults.length > 0) return
    const { lines, selected: row, ...rest } = found
    const parts = createLines([...lines, ...(row ? [{ kind: 'row' as const, ...row }] : [])], listing.value)
    const own = row ? parts.pop() : null
    listing.value = {
      ...rest,
      asked: { filter, account, withoutStrangers, withoutRuns },
      lines: parts,
      selected: own?.kind === 'row' ? { id: selected!, row: own.row, at: row!.at } : null,
      since,
      exchanges,
    }
    if (!isOver(found)) asksAgain = true
  }

  /** Returns the lines from a place on, as the list is now. */
  async function fetchLines(from: number, count: number): Promise<Line[]> {
    const found = await call('exchange.find', { ...question.value, from, count })
    // Near the end of the list the answer begins above, so that it is full.
    return createLines(found.lines, listing.value).slice(Math.max(0, from - found.from))
  }

  /**
   * Returns where the newest row is that came at this time (epoch milliseconds) or before, or else the oldest, or its
   * group if that is closed. It waits until the search got so far. Null if there is no row, or the list became another.
   */
  async function placeOfTime(ms: number): Promise<TimePlace | null> {
    const mine = JSON.stringify(question.value)
    try {
      for (;;) {
        const anchor = { receivedAt: ms, before: 0 }
        const found = await call('exchange.find', { ...question.value, from: 0, anchor, count: 1 })
        if (mine !== JSON.stringify(question.value)) return null
        const place = found.anchorAt === null ? null : readTimePlace(found, found.anchorAt, ms)
        if (place?.isReached || isOver(found) || found.faults.length > 0) {
          apart.value = place
          return place
        }
      }
    } catch (cause) {
      failure.value = cause
      return null
    }
  }

  watch(
    () => JSON.stringify(question.value),
    () => {
      isStopped.value = false
      void ask()
    },
    { immediate: true },
  )
  watch(connection, (now) => now === 'open' && void ask())

  let timer: ReturnType<typeof setTimeout> | undefined
  let changes = 0
  /** The first change of many is shown at once. */
  function askSoon(): void {
    changes++
    if (timer !== undefined) return
    void ask()
    const wait = changes > RUSH ? RUSH_MS : REFRESH_MS
    changes = 0
    timer = setTimeout(() => {
      timer = undefined
      if (changes > 0) askSoon()
    }, wait)
  }
  onScopeDispose(listen(({ type }) => void (LISTING_CHANGES.has(type) && askSoon())))
  onScopeDispose(() => clearTimeout(timer))

  /** Returns the row's place by any of its exchanges; null if it is not known, or not in the list. */
  function placeOf(id: string): number | null {
    const now = listing.value
    const here = now && findPlace(now, id)
    if (here !== null) return here
    if (now?.selected?.id === id) return now.selected.at
    return apart.value?.id === id ? apart.value.at : null
  }

  return {
    listing,
    faults,
    failure,
    isStopped,
    isLooking: computed(() => listing.value !== null && !isOver(listing.value)),
    stop: () => (isStopped.value = true),
    placeOf,
    /** Returns the row of an exchange; null if it is not here. */
    rowOf(id: string): MessageRow | null {
      const { lines = [], selected = null } = listing.value ?? {}
      for (const line of lines)
        if (line.kind === 'row' && line.row.attempts.some((attempt) => attempt.id === id)) return line.row
      return selected?.id === id ? selected.row : null
    },
    /** Returns what is to be selected once the rows of these exchanges are gone; null if there is nothing here. */
    rowAfter(ids: readonly string[]): string | null {
      return listing.value && findAfter(listing.value, new Set(ids))
    },
    /** Resolves to the lines from a place on; they are asked for in parts. */
    async fetchAll(from: number, count: number): Promise<Line[]> {
      const all: Line[] = []
      while (all.length < count) {
        const part = await fetchLines(from + all.length, Math.min(PAGE_MAX, count - all.length))
        all.push(...part)
        if (part.length === 0) break
      }
      return all
    },
    placeOfTime,
    /** Returns true if the row of this exchange is in a closed group, or may be: it is in no line that is here. */
    isFolded: (id: string) =>
      isGroupedBy(grouping.value) && (!listing.value || findPlace(listing.value, id) === null),
    /** To be called with what is in sight; what is missing there is asked for. */
    see(now: Sight): void {
      sight = now
      const { from = 0, lines = [], total = 0 } = listing.value ?? {}
      const isThere =
        from <= Math.max(0, now.first - LEAST_AROUND) &&
        from + lines.length >= Math.min(total, now.first + now.count + LEAST_AROUND)
      // What is missing although it was asked for cannot be read; it is asked for again once the list is another.
      const isAsked = askedFor?.first === now.first && askedFor.count === now.count
      if (!isThere && !isAsked) void ask()
    },
    /** To be called with the exchange that is selected, and with the mark from which rows are counted as unseen. */
    mind(now: typeof interest): void {
      const isOther = now.selected !== interest.selected || now.since !== interest.since
      interest = now
      const isKnown =
        now.selected === null || (listing.value && findPlace(listing.value, now.selected) !== null)
      if (isOther && (!isKnown || now.since !== listing.value?.since)) void ask()
    },
    /**
     * Calls back with the exchange that can be selected in the line at this place, or in the next one in the direction of
     * `step`; at once if the line is here.
     */
    reach(place: number, step: number, then: (id: string) => void): void {
      const take = (found: { id: string; at: number } | null) => {
        if (!found) return
        apart.value = found
        then(found.id)
      }
      const { from = 0, lines = [] } = listing.value ?? {}
      if (place >= from && place < from + lines.length) return take(findSelectable(lines, from, place, step))
      const start = Math.max(0, place - AROUND)
      fetchLines(start, 2 * AROUND).then(
        (fetched) => take(findSelectable(fetched, start, place, step)),
        (cause: unknown) => (failure.value = cause),
      )
    },
  }
}
