import { createEventHook, useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import { computed, nextTick, onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import type { HeldRequest, ReleaseReason } from '../../../src-core/contract/reply.ts'
import type { Desk } from '../../actions/kind/desk.ts'
import { createProvided } from '../../composables/create-provided.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** More than these nobody looks at one by one. */
const MISSED_KEPT = 50

/**
 * The messages that wait to be answered by hand, and whether somebody looks at them. Everything that calls for
 * attention (badge, title, notification, sound) reads this.
 */
export const [provideWaiting, useWaiting] = createProvided('waiting', (desk: Desk) => {
  const { state, listen } = useWorkbench()
  const isFocused = useWindowFocus()
  const visibility = useDocumentVisibility()
  const held = computed(() => state.value?.held ?? [])

  /** Somebody looks at the Live screen, where the list says what waits and what was missed. */
  const isLooking = computed(
    () => isFocused.value && visibility.value === 'visible' && desk.navigation.screen.value === 'live',
  )
  /** The id of the message that somebody has before their eyes. */
  const attended = computed(() =>
    isLooking.value && desk.live?.cover === null ? (desk.reply?.shownFor ?? null) : null,
  )
  const calling = computed(() =>
    held.value.filter(({ id }) => id !== attended.value).toSorted((a, b) => a.deadlineAt - b.deadlineAt),
  )

  const seen = new Set<string>()
  watch(attended, (id) => id !== null && seen.add(id), { immediate: true, flush: 'sync' })
  const missed = shallowRef<readonly HeldRequest[]>([])
  /** The ids of those that somebody has seen in the list. */
  const noticed = shallowRef<ReadonlySet<string>>(new Set())
  watch([isLooking, missed], () => {
    if (isLooking.value) noticed.value = new Set(missed.value.map(({ id }) => id))
  })
  const came = createEventHook<[readonly HeldRequest[]]>()
  const left = createEventHook<[HeldRequest, ReleaseReason | undefined]>()

  const reasons = new Map<string, ReleaseReason>()
  const stop = listen((event) => {
    if (event.type === 'request.released') reasons.set(event.id, event.reason)
  })
  onScopeDispose(stop)

  watch(held, (now, before) => {
    const fresh = notIn(now, before)
    // The Live screen selects a message that comes to somebody who looks there: that one calls nobody.
    if (fresh.length > 0) void nextTick(() => came.trigger(fresh))
    for (const one of notIn(before, now)) leave(one)
  })

  function leave(one: HeldRequest): void {
    const reason = reasons.get(one.id)
    reasons.delete(one.id)
    if (reason === 'timeout' && !seen.has(one.id)) missed.value = [one, ...missed.value].slice(0, MISSED_KEPT)
    seen.delete(one.id)
    void left.trigger(one, reason)
  }

  function go(): void {
    const [next] = held.value.toSorted((a, b) => a.deadlineAt - b.deadlineAt)
    if (next) desk.navigation.openExchange(next.id)
  }

  desk.waiting = { any: () => held.value.length > 0, go }

  return {
    held,
    /** Those at which nobody looks, least time left first. */
    calling,
    /** Returns true if nobody looks at this one, and it still waits. */
    calls: (id: string) => calling.value.some((one) => one.id === id),
    /** Those whose time ran out before anybody looked, newest first. */
    missed: shallowReadonly(missed),
    /** The number of those that nobody has seen there yet. */
    unnoticed: computed(() => missed.value.filter(({ id }) => !noticed.value.has(id)).length),
    /** Takes one of them, or all, off the list. */
    forget(id?: string): void {
      missed.value = id === undefined ? [] : missed.value.filter((one) => one.id !== id)
    },
    go,
    open: (id: string) => desk.navigation.openExchange(id),
    /** Reports messages that have come, once it is known whether somebody looks at them. */
    onCame: came.on,
    /** Reports a message that waits no more; the reason is missing if the connection was lost meanwhile. */
    onLeft: left.on,
  }
})

function notIn(some: readonly HeldRequest[], others: readonly HeldRequest[]): HeldRequest[] {
  const ids = new Set(others.map(({ id }) => id))
  return some.filter(({ id }) => !ids.has(id))
}
