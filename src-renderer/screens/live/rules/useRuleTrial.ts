import { computed, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** A trial reads much of the history, so that it waits longer than other questions. */
const PAUSE_MS = 250

/** Tries the rule on the stored messages, again whenever the rule changes or a message arrives. */
export function useRuleTrial(rule: ComputedRef<AnswerRule>) {
  const { state, call } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const asked = computed(() => account.value && { account: account.value.id, rule: rule.value })
  const { answer, failure, refresh } = useQuery(asked, (input) => call('rule.try', input), {
    pauseMs: PAUSE_MS,
    one: true,
  })
  watch(() => state.value?.exchanges[0]?.id, refresh)

  return {
    trial: computed(() => (failure.value === null ? answer.value : null)),
    /** The engine's reason why the regular expression is invalid. */
    badRegex: computed(() => findRegexReason(failure.value)),
    failure: computed(() => {
      const { value: cause } = failure
      const isRefused = cause instanceof CommandFailure && cause.code === 'INVALID_INPUT'
      // A field that is not filled in yet says so itself.
      return cause === null || isRefused ? '' : failureText(cause)
    }),
  }
}

function findRegexReason(cause: unknown): string | null {
  if (!(cause instanceof CommandFailure) || cause.code !== 'INVALID_INPUT') return null
  const { issues = [] } = (cause.details ?? {}) as { issues?: { path: string; message: string }[] }
  const [first] = issues
  // The schema stops at an empty or overlong value, and checks the pattern only after that.
  return issues.length === 1 &&
    first?.path === 'rule.match.text.value' &&
    !first.message.startsWith('Invalid length')
    ? first.message
    : null
}
