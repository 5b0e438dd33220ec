import type { ComputedRef } from 'vue'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { LiveDesk } from '../../actions/kind/desk.ts'
import { useDeskPart } from '../../actions/kind/useDesk.ts'
import { createBlankDraft } from '../../features/reply/blank-draft.ts'
import { useRules } from '../../features/rules/useRules.ts'

type Offered = Pick<
  LiveDesk,
  'move' | 'jump' | 'open' | 'isInDetails' | 'back' | 'menu' | 'toggleArrival' | 'toggleStrangers'
> & {
  cover: ComputedRef<LiveDesk['cover']>
  hasRows: ComputedRef<boolean>
  exchange: ComputedRef<Exchange | null>
  strangers: ComputedRef<number>
}

/** Puts the Live screen's part on the desk. */
export function useLiveDesk({ cover, hasRows, exchange, strangers, ...verbs }: Offered): void {
  const rules = useRules()
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
    toggleRules: () => (rules.isOpen.value ? rules.close() : rules.open()),
    makeRule() {
      const { message, account } = exchange.value ?? {}
      if (message) rules.startRule(message, createBlankDraft('text'), account ?? undefined)
    },
  })
}
