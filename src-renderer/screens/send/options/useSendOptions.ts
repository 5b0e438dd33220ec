import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { DELIVERIES } from '../../../../src-core/contract/sending.ts'
import type { Target } from '../../../../src-core/contract/target.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { isRecordOf, isTexts, useStored } from '../../../composables/useStored.ts'
import { useKnownUrls } from '../../../features/target/useKnownUrls.ts'
import { keyOfTarget, RESPONDER_KEY, shortAddress, targetsOf, toggleKey } from './targets.ts'

export type SendOptions = ReturnType<typeof useSendOptions>

type HttpVersion = '1.0' | '1.1'

const isVersion = (stored: unknown): stored is HttpVersion => stored === '1.0' || stored === '1.1'
const isDeliveries = (stored: unknown): stored is number =>
  Number.isInteger(stored) && Number(stored) >= DELIVERIES.min && Number(stored) <= DELIVERIES.max

/** Where messages go, and how. Kept in this browser. */
export function useSendOptions() {
  const { account } = useCurrentAccount()
  const { t } = useI18n()
  const deliveries = useStored('mpscope.send.deliveries', DELIVERIES.usual, isDeliveries)
  const version = useStored<HttpVersion>('mpscope.send.http', '1.1', isVersion)
  const mute = useLocalStorage('mpscope.send.mute', false)
  /** Each message that is sent gets a MsgId and a CreateTime of its own. */
  const fresh = useLocalStorage('mpscope.send.fresh', true)
  const { urls, remember, forget } = useKnownUrls()
  const keys = useStored('mpscope.send.targets', {}, isRecordOf(isTexts))

  const targets = computed(() =>
    targetsOf((account.value && keys.value[account.value.id]) ?? [], account.value ?? { backends: [] }),
  )
  const chosen = computed(() => targets.value.map(keyOfTarget))

  function choose(next: string[]): void {
    if (account.value) keys.value = { ...keys.value, [account.value.id]: next }
  }

  function nameOf(target: Target): string {
    if (target.kind === 'responder') return t('target.responder')
    if (target.kind === 'url') return shortAddress(target.url)
    return account.value?.backends.find(({ id }) => id === target.id)?.name ?? target.id
  }

  return {
    deliveries,
    version,
    mute,
    fresh,
    urls,
    targets,
    chosen,
    nameOf,
    /** Every target that can be chosen. */
    all: computed((): Target[] => [
      { kind: 'responder' },
      ...(account.value?.backends ?? []).map(({ id }): Target => ({ kind: 'backend', id })),
      ...urls.value.map((url): Target => ({ kind: 'url', url })),
    ]),
    toggle: (target: Target) => choose(toggleKey(chosen.value, keyOfTarget(target))),
    addUrl(url: string): void {
      remember(url)
      // The new address in place of ours, which is chosen until somebody chooses: whoever adds one means that one.
      const others = chosen.value.filter((key) => key !== RESPONDER_KEY)
      choose([...others, keyOfTarget({ kind: 'url', url })])
    },
    removeUrl(url: string): void {
      forget(url)
      choose(chosen.value.filter((key) => key !== keyOfTarget({ kind: 'url', url })))
    },
  }
}
