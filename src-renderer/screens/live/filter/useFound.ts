import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { WorkbenchEvent } from '../../../../src-core/contract/events.ts'
import type { ExchangeSummary } from '../../../../src-core/contract/exchange.ts'
import type { Asked, Found } from '../../../../src-core/contract/filter.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

const PAGE = 200
/** Milliseconds from an arrival to the next look: a flood is looked at several times a second. */
const REFRESH_MS = 150

/** Those events after which other exchanges may match. */
const CHANGES = new Set<WorkbenchEvent['type']>([
  'exchange.recorded',
  'exchange.amended',
  'exchange.removed',
  'history.cleared',
  'history.changed',
])

/** Finds the exchanges of a filter, page by page, and keeps in step with what comes and goes; null finds nothing. */
export function useFound(asked: Ref<Asked | null>) {
  const { call, listen, connection } = useWorkbench()
  /** What the last filter without a fault found; null while there is none. */
  const found = shallowRef<Found | null>(null)
  const items = shallowRef<readonly ExchangeSummary[]>([])
  const faults = shallowRef<Found['faults']>([])
  const failure = shallowRef<unknown>(null)
  const isStopped = shallowRef(false)
  /** The exchanges that have come since the filter was applied, and the number that matched then. */
  const arrived = shallowRef(0)
  const matchedFirst = shallowRef<number | null>(null)
  /** The number of the question whose answer counts. */
  let latest = 0
  let isLoading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const find = (from: number) => call('exchange.find', { ...asked.value!, from, count: PAGE })

  /** Looks until everything was looked at, somebody stops it, or another filter is written. */
  async function look(isNew: boolean): Promise<void> {
    const mine = ++latest
    clearTimeout(timer)
    timer = undefined
    if (asked.value === null) return
    if (isNew) isStopped.value = false
    try {
      for (let isFirst = isNew; ;) {
        const next = await find(0)
        if (mine !== latest) return
        failure.value = null
        faults.value = next.faults
        // What is wrong stands in place; the list shows what the last filter found.
        if (next.faults.length > 0) return
        items.value = isFirst ? next.items : withNewest(next.items, items.value)
        isFirst = false
        found.value = next
        if (next.done || next.tooSlow) {
          matchedFirst.value ??= next.total
          return
        }
        if (isStopped.value) return
      }
    } catch (cause) {
      if (mine === latest) failure.value = cause
    }
  }

  watch(
    () => JSON.stringify(asked.value),
    () => {
      arrived.value = 0
      matchedFirst.value = null
      if (asked.value === null) {
        found.value = null
        items.value = []
        faults.value = []
        failure.value = null
      }
      void look(true)
    },
    { immediate: true },
  )
  watch(connection, (now) => now === 'open' && asked.value && void look(true))

  onScopeDispose(
    listen((event) => {
      if (!found.value || !CHANGES.has(event.type)) return
      if (event.type === 'exchange.recorded') arrived.value++
      if (event.type === 'exchange.removed') {
        const gone = new Set(event.ids)
        items.value = items.value.filter(({ id }) => !gone.has(id))
      }
      if (event.type === 'history.cleared') items.value = []
      if (event.type === 'exchange.amended') {
        const { exchange } = event
        items.value = items.value.map((one) => (one.id === exchange.id ? exchange : one))
      }
      timer ??= setTimeout(() => void look(false), REFRESH_MS)
    }),
  )
  onScopeDispose(() => clearTimeout(timer))

  async function loadOlder(): Promise<void> {
    if (isLoading || !found.value || items.value.length >= found.value.total) return
    isLoading = true
    const mine = latest
    try {
      const next = await find(items.value.length)
      if (mine === latest) items.value = withOlder(items.value, next.items)
    } catch {
      // The connection is lost: reaching the end of the list again asks again.
    } finally {
      isLoading = false
    }
  }

  return {
    found,
    items,
    faults,
    failure,
    isStopped,
    arrived,
    /** How many of those that have arrived match. */
    arrivedMatching: computed(() =>
      Math.min(arrived.value, Math.max(0, (found.value?.total ?? 0) - (matchedFirst.value ?? Infinity))),
    ),
    isLooking: computed(
      () => found.value !== null && !found.value.done && !found.value.tooSlow && !isStopped.value,
    ),
    stop: () => (isStopped.value = true),
    more: computed(() => found.value !== null && items.value.length < found.value.total),
    loadOlder,
  }
}

/** Puts the newest page before those that were loaded; if there is a gap between them, those have to be loaded again. */
export function withNewest(
  newest: readonly ExchangeSummary[],
  loaded: readonly ExchangeSummary[],
): readonly ExchangeSummary[] {
  const known = new Set(newest.map(({ id }) => id))
  const overlap = loaded.findLastIndex(({ id }) => known.has(id))
  return overlap === -1 || newest.length < PAGE ? newest : [...newest, ...loaded.slice(overlap + 1)]
}

/** Puts an older page behind those that were loaded. What has come meanwhile may have shifted some into it. */
export function withOlder(
  loaded: readonly ExchangeSummary[],
  older: readonly ExchangeSummary[],
): readonly ExchangeSummary[] {
  const known = new Set(loaded.map(({ id }) => id))
  return [...loaded, ...older.filter(({ id }) => !known.has(id))]
}
