import { useIntervalFn } from '@vueuse/core'
import { computed, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { Sealing } from '../../../../src-core/contract/sending.ts'
import type { Target } from '../../../../src-core/contract/target.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** A server may refuse a timestamp that is minutes old. */
const RENEW_MS = 30_000

interface Asked {
  text: string
  target: Target
  version: '1.0' | '1.1'
}

/**
 * The request in which a message would go out, byte for byte; nothing is asked while it is not `shown`. `keepTime` brings
 * the message itself up to date.
 */
export function useWirePreview(shown: ComputedRef<boolean>, asked: ComputedRef<Asked>, keepTime: () => void) {
  const { call } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const input = computed(() =>
    shown.value && account.value && asked.value.text !== ''
      ? { account: account.value.id, ...asked.value }
      : null,
  )
  const { answer, failure, refresh } = useQuery(input, async (order) => ({
    order: JSON.stringify(order),
    preview: await call('message.preview', order),
  }))
  // Another mode, token or key makes another request.
  watch(account, () => input.value && refresh())
  useIntervalFn(() => {
    if (!input.value) return
    keepTime()
    refresh()
  }, RENEW_MS)

  return {
    text: computed(() => {
      if (!answer.value) return ''
      const { line, headers, body } = answer.value.preview
      return [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')
    }),
    failure: computed(() => (failure.value === null ? '' : failureText(failure.value))),
    refresh,
    /** With it, the message goes out as it is shown; undefined if it is not shown, or something has changed since. */
    sealing: computed((): Sealing | undefined => {
      if (!input.value || !answer.value) return undefined
      return answer.value.order === JSON.stringify(input.value) ? answer.value.preview.sealing : undefined
    }),
  }
}
