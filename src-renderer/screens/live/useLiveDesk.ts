import type { ComputedRef } from 'vue'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { LiveDesk } from '../../actions/kind/desk.ts'
import { useDeskPart } from '../../actions/kind/useDesk.ts'
import { RULES_MAX } from '../../../src-core/contract/limits.ts'
import { useCurrentAccount } from '../../composables/useCurrentAccount.ts'
import { createRule } from '../../features/rules/new-rule.ts'
import { useRules } from '../../features/rules/useRules.ts'

type Offered = Pick<
  LiveDesk,
  'move' | 'jump' | 'goBack' | 'open' | 'isInDetails' | 'back' | 'menu' | 'toggle' | 'toggleStrangers'
> & {
  cover: ComputedRef<LiveDesk['cover']>
  hasRows: ComputedRef<boolean>
  exchange: ComputedRef<Exchange | null>
  strangers: ComputedRef<number>
  canGoBack: ComputedRef<boolean>
}

/** Puts the Live screen's part on the desk. */
export function useLiveDesk({ cover, hasRows, exchange, strangers, canGoBack, ...verbs }: Offered): void {
  const rules = useRules()
  const { account } = useCurrentAccount()
  useDeskPart('live', {
    ...verbs,
    get cover() {
      return cover.value
    },
    get hasRows() {
      return hasRows.value
    },
    get exchange() {
      return exchange.value
    },
    get strangers() {
      return strangers.value
    },
    get canGoBack() {
      return canGoBack.value
    },
    get canAddRule() {
      return (account.value?.rules.length ?? RULES_MAX) < RULES_MAX
    },
    newRule() {
      if (!rules.editing.value) rules.edit(createRule())
      rules.open()
    },
    showReach() {
      if (cover.value !== 'guide' && cover.value !== 'reach') verbs.toggle('reach')
    },
    toggleRules: () => (rules.isOpen.value ? rules.close() : rules.open()),
    makeRule() {
      const { message, draft, account: owner } = exchange.value ?? {}
      if (message) rules.startRule(message, draft ?? null, owner ?? undefined)
    },
  })
}
