import { computed, shallowReadonly, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { ReplyDraft } from '../../../src-core/contract/reply-draft.ts'
import type { AnswerRule } from '../../../src-core/contract/rules.ts'
import { createProvided } from '../../composables/create-provided.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import { createRuleFrom } from './new-rule.ts'

export interface Rules {
  /** True while the rules replace the message's details. */
  isOpen: Readonly<ShallowRef<boolean>>
  /** The current account's rule in the editor, saved or not; null while the list is shown. */
  editing: ComputedRef<AnswerRule | null>
  /** Puts a rule into the editor, or with null goes back to the list. */
  edit(rule: AnswerRule | null): void
  open(): void
  /** Closes the rules; a rule in the editor stays there for the next time. */
  close(): void
  /**
   * "Save as rule": opens the editor with a rule that answers messages like this one with `draft`, or with a
   * reply still to be written if that is null. Nothing is saved yet. `account` is the id of the account whose rule it becomes; if omitted, it is the current one.
   */
  startRule(message: ExchangeMessage, draft: ReplyDraft | null, account?: string): void
}

export const [provideRules, useRules] = createProvided(
  'rules',
  ({ account, choose }: CurrentAccount): Rules => {
    const isOpen = shallowRef(false)
    /** Kept by account, so that going to another one neither loses a rule nor gives it away. */
    const drafts = shallowRef<Record<string, AnswerRule | null>>({})
    const edit = (rule: AnswerRule | null): void => {
      if (account.value) drafts.value = { ...drafts.value, [account.value.id]: rule }
    }
    return {
      isOpen: shallowReadonly(isOpen),
      editing: computed(() => (account.value && drafts.value[account.value.id]) ?? null),
      edit,
      open: () => (isOpen.value = true),
      close: () => (isOpen.value = false),
      startRule(message, draft, owner = account.value?.id) {
        if (owner !== undefined) choose(owner)
        edit(createRuleFrom(message, draft))
        isOpen.value = true
      },
    }
  },
)
