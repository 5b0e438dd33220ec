import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { DetailTab } from '../../../actions/kind/desk.ts'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { labelTabs } from './detail-tabs.ts'
import type { TabLabel } from './detail-tabs.ts'

/**
 * The tabs of an exchange and the one that is shown. The choice stays while one goes through the list, and over a
 * restart: a person who compares signatures wants every one. Without a body the exchange is all about the signature, so
 * that there the choice is another, and begins with it. `replyBeside`: the reply stands beside the tabs.
 */
export function useDetailTabs(
  exchange: ComputedRef<Exchange | null>,
  replyBeside: Readonly<{ value: boolean }>,
) {
  const ofMessage = useLocalStorage<DetailTab>('mpscope.tab.message', 'message')
  const ofOther = useLocalStorage<DetailTab>('mpscope.tab.other', 'signature')
  const tabs = computed((): TabLabel[] => {
    if (!exchange.value) return []
    return labelTabs(exchange.value).filter(({ id }) => id !== 'reply' || !replyBeside.value)
  })
  const full = computed(() => tabs.value.filter(({ lacks }) => lacks === null).map(({ id }) => id))
  const chosen = computed(() => (full.value.includes('message') ? ofMessage : ofOther))

  return {
    tabs,
    /** An exchange that lacks the chosen part shows its first one; the choice stays for the next. */
    shown: computed(() => {
      const wanted = chosen.value.value
      return full.value.includes(wanted) ? wanted : (full.value[0] ?? 'request')
    }),
    full,
    choose(tab: DetailTab): void {
      if (full.value.includes(tab)) chosen.value.value = tab
    },
  }
}
