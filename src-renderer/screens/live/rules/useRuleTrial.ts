import { onBeforeUnmount, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { AnswerRule, RuleTrial } from '../../../../src-core/contract/rules.ts'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

/** Long enough not to try every letter, short enough to seem at once. */
const PAUSE_MS = 250

/**
 * What the rule would have done to what is stored, tried anew a moment after the rule changes or a message arrives.
 * One trial at a time; the last one stays on the screen until the next is there.
 */
export function useRuleTrial(rule: ComputedRef<AnswerRule>) {
  const { state, call } = useWorkbench()
  const { account } = useCurrentAccount()
  const failureText = useFailureText()
  const trial = shallowRef<RuleTrial | null>(null)
  /** Why the regular expression is none, as the engine says it. */
  const badRegex = shallowRef<string | null>(null)
  const failure = shallowRef('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let stale = false

  async function run(): Promise<void> {
    if (busy) {
      stale = true
      return
    }
    busy = true
    do {
      stale = false
      if (account.value) await tryNow(account.value.id, rule.value)
    } while (stale)
    busy = false
  }

  async function tryNow(id: string, tried: AnswerRule): Promise<void> {
    try {
      trial.value = await call('rule.try', { account: id, rule: tried })
      badRegex.value = null
      failure.value = ''
    } catch (cause) {
      trial.value = null
      badRegex.value = findRegexReason(cause)
      const isRefused = cause instanceof CommandFailure && cause.code === 'INVALID_INPUT'
      // What is not filled in yet is said where it is missing.
      failure.value = isRefused ? '' : failureText(cause)
    }
  }

  watch(
    [rule, () => account.value?.id, () => state.value?.exchanges[0]?.id],
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void run(), PAUSE_MS)
    },
    { deep: false },
  )
  void run()
  onBeforeUnmount(() => clearTimeout(timer))
  return { trial, badRegex, failure }
}

function findRegexReason(cause: unknown): string | null {
  if (!(cause instanceof CommandFailure) || cause.code !== 'INVALID_INPUT') return null
  const { issues = [] } = (cause.details ?? {}) as { issues?: { path: string; message: string }[] }
  const [first] = issues
  // The schema stops at a value that is empty or too long, and comes to the pattern only after that.
  return issues.length === 1 &&
    first?.path === 'rule.match.text.value' &&
    !first.message.startsWith('Invalid length')
    ? first.message
    : null
}
