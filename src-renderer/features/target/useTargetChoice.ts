import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { AccountView } from '../../../src-core/contract/account.ts'
import { withAppId } from '../../../src-core/contract/app-id-mark.ts'
import { isPrivateHost } from '../../../src-core/contract/field-check/addresses.ts'
import type { Target } from '../../../src-core/contract/target.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { isTargetKey, keyOfBackend, targetOf } from './target-choice.ts'
import type { TargetChoice } from './target-choice.ts'

const NOT_CHOSEN: TargetChoice = { to: 'before', url: '' }

/**
 * An address to send to: as chosen last, kept under this name, or else the account's first backend. `otherwise`: what is
 * chosen if there is none.
 */
export function useTargetChoice(
  name: string,
  account: ComputedRef<AccountView | null>,
  otherwise: 'responder' | 'url',
) {
  const { state } = useWorkbench()
  const stored = useLocalStorage(name, NOT_CHOSEN, {
    shallow: true,
    serializer: { read: readChoice, write: JSON.stringify },
  })
  const backends = computed(() => account.value?.backends ?? [])
  const choice = computed({
    get: (): TargetChoice => {
      const { to, url } = stored.value
      const isThere =
        to === 'url' || to === 'responder' || backends.value.some(({ id }) => to === keyOfBackend(id))
      if (isThere) return stored.value
      const [first] = backends.value
      return { to: first ? keyOfBackend(first.id) : otherwise, url }
    },
    set: (next) => (stored.value = next),
  })
  const target = computed((): Target | null => {
    const found = targetOf(choice.value, backends.value)
    return found === 'before' ? null : found
  })
  /** As a report names it. */
  const url = computed(() => {
    const { value: one } = target
    if (!one || !account.value) return null
    return withAppId(urlOf(one, account.value), account.value.appId)
  })

  function urlOf(one: Target, { path, backends: all }: AccountView): string {
    if (one.kind === 'url') return one.url
    if (one.kind === 'responder') return `${state.value?.responder.origin ?? ''}${path}`
    return all.find(({ id }) => id === one.id)?.url ?? ''
  }

  return {
    choice,
    backends,
    target,
    url,
    /** As far as its name tells. */
    isNear: computed(() => url.value !== null && isPrivateHost(new URL(url.value).hostname)),
  }
}

/** The storage may hold anything. */
function readChoice(text: string): TargetChoice {
  try {
    const { to, url } = JSON.parse(text) as Record<string, unknown>
    return { to: isTargetKey(to) ? to : NOT_CHOSEN.to, url: typeof url === 'string' ? url : '' }
  } catch {
    return NOT_CHOSEN
  }
}
