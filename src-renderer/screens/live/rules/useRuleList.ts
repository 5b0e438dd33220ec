import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccountView } from '../../../../src-core/contract/account.ts'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { copyRule } from '../../../features/rules/new-rule.ts'
import { useRemoval } from '../../../features/undo/useRemoval.ts'

/** Far longer than an event takes; the connection may be down meanwhile. */
const TOLD_WITHIN_MS = 2000

/** The current account's rules and every change of them; each is saved at once. */
export function useRuleList() {
  const { call } = useWorkbench()
  const { account } = useCurrentAccount()
  const { t } = useI18n()
  const failureText = useFailureText()
  const removeUndoably = useRemoval()
  /**
   * The rules that were just saved, until the workbench announces them. So the next change builds on them, however soon
   * it comes, and the announcement of an earlier change in between moves nothing back.
   */
  const ahead = shallowRef<{ of: AccountView['id']; rules: readonly AnswerRule[] } | null>(null)
  const rules = computed<readonly AnswerRule[]>(() => {
    if (ahead.value && ahead.value.of === account.value?.id) return ahead.value.rules
    return account.value?.rules ?? []
  })
  watch(account, (now) => {
    if (JSON.stringify(now?.rules) === JSON.stringify(ahead.value?.rules)) ahead.value = null
  })
  const indexOf = (rule: AnswerRule): number => rules.value.findIndex(({ id }) => id === rule.id)
  const failure = shallowRef('')

  /** Returns true if `change` has saved the next rules; else `failure` says why not. */
  async function save(
    next: readonly AnswerRule[],
    change: (id: string) => Promise<unknown> = (id) =>
      call('account.update', { id, change: { rules: [...next] } }),
  ): Promise<boolean> {
    if (!account.value) return false
    const saving = { of: account.value.id, rules: next }
    ahead.value = saving
    try {
      await change(saving.of)
      failure.value = ''
      // If the workbench announces something else, because another window changed the rules too, that counts.
      setTimeout(() => {
        if (ahead.value === saving) ahead.value = null
      }, TOLD_WITHIN_MS)
      return true
    } catch (cause) {
      ahead.value = null
      const isRefused = cause instanceof CommandFailure && cause.code === 'INVALID_INPUT'
      failure.value = isRefused ? t('rules.wrong.some') : failureText(cause)
      return false
    }
  }

  return {
    rules,
    failure,
    /** Replaces the rule of the same id, or adds it at the end. */
    put(rule: AnswerRule): Promise<boolean> {
      const isThere = rules.value.some(({ id }) => id === rule.id)
      return save(
        isThere ? rules.value.map((one) => (one.id === rule.id ? rule : one)) : [...rules.value, rule],
      )
    },
    duplicate(rule: AnswerRule): Promise<boolean> {
      const copy = copyRule(rule, t('rules.copyOf', { name: rule.name }))
      return save(rules.value.toSpliced(indexOf(rule) + 1, 0, copy))
    },
    move(rule: AnswerRule, step: 1 | -1): Promise<boolean> {
      const index = indexOf(rule)
      return save(rules.value.toSpliced(index, 1).toSpliced(index + step, 0, rule))
    },
    async remove(rule: AnswerRule): Promise<void> {
      await save(rules.value.toSpliced(indexOf(rule), 1), (id) =>
        removeUndoably('rule', rule.name, call('rule.remove', { account: id, rule: rule.id })),
      )
    },
  }
}
