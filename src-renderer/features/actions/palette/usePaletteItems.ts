import { BookOpen, CircleUserRound, ListChecks } from '@lucide/vue'
import { computed } from 'vue'
import type { Component, ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { FINDING_CODES, findFindingKind } from '../../../../src-core/contract/findings.ts'
import { OFFICIAL_CODES } from '../../../../src-core/contract/findings/official-codes.ts'
import { useDesk } from '../../../actions/kind/useDesk.ts'
import { actions } from '../../../actions/registry.ts'
import { useCurrentAccount } from '../../../composables/useCurrentAccount.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { useExchangeTitle } from '../../message/useExchangeTitle.ts'
import { useRules } from '../../rules/useRules.ts'
import { useActions } from '../useActions.ts'
import { usePerform } from '../usePerform.ts'
import type { Candidate } from './match.ts'
import { offeredActions } from './offered-actions.ts'

export interface PaletteItem extends Candidate {
  icon: Component
  /** Tells what it is, beside its name. */
  note: string
  /** The first key that does the same. */
  key: string | null
  /** It may be offered again first. */
  isLasting: boolean
  perform?(): void | Promise<void>
  /** The page outside that it leads to: that is asked first. */
  page?: string
}

/** Returns everything that the palette finds, while it is open. */
export function usePaletteItems(): ComputedRef<PaletteItem[]> {
  const { state } = useWorkbench()
  const { account: current, choose } = useCurrentAccount()
  const rules = useRules()
  const desk = useDesk()
  const { t, locale } = useI18n()
  const { keysOf, nameOf } = useActions()
  const perform = usePerform()
  const titleOf = useExchangeTitle()

  const commands = computed(() => {
    const here = desk.navigation.screen.value
    return offeredActions(actions, desk).map((action): PaletteItem => ({
      id: action.id,
      names: [nameOf(action), action.name.zh, action.name.en],
      pinyin: action.pinyin,
      icon: action.icon,
      note: action.screen === undefined || action.screen === here ? '' : t(`rail.${action.screen}`),
      key: keysOf(action)[0] ?? null,
      isLasting: true,
      perform: () => perform(action),
    }))
  })

  const accounts = computed(() =>
    (state.value?.accounts ?? [])
      .filter(({ id }) => id !== current.value?.id)
      .map(({ id, name, path }): PaletteItem => ({
        id: `account ${id}`,
        names: [t('actions.toAccount', { name }), name, path],
        pinyin: '',
        icon: CircleUserRound,
        note: path,
        key: null,
        isLasting: true,
        perform: () => choose(id),
      })),
  )

  const rulesOfAccount = computed(() =>
    (current.value?.rules ?? []).map((rule): PaletteItem => ({
      id: `rule ${rule.id}`,
      names: [rule.name],
      pinyin: '',
      icon: ListChecks,
      note: t('rules.title'),
      key: null,
      isLasting: true,
      perform() {
        desk.navigation.go('live')
        rules.edit(rule)
        rules.open()
      },
    })),
  )

  const exchanges = computed(() =>
    (state.value?.exchanges ?? []).map((exchange): PaletteItem => {
      const title = titleOf.value(exchange)
      return {
        id: `exchange ${exchange.id}`,
        names: [exchange.excerpt || title.text, title.text],
        pinyin: '',
        wholeWords: true,
        icon: title.icon,
        note: exchange.excerpt ? title.text : '',
        key: null,
        isLasting: false,
        perform: () => desk.navigation.openExchange(exchange.id),
      }
    }),
  )

  const findings = computed(() =>
    FINDING_CODES.flatMap((code): PaletteItem[] => {
      const { name, page } = findFindingKind(code) ?? {}
      if (!name || !page) return []
      const numbers = Object.hasOwn(OFFICIAL_CODES, code)
        ? OFFICIAL_CODES[code as keyof typeof OFFICIAL_CODES]
        : []
      return [
        {
          id: `finding ${code}`,
          names: [name[locale.value], name.zh, name.en, code, ...numbers],
          pinyin: '',
          wholeWords: true,
          icon: BookOpen,
          note: [...numbers, code].join(' · '),
          key: null,
          isLasting: false,
          page,
        },
      ]
    }),
  )

  return computed(() => [
    ...commands.value,
    ...accounts.value,
    ...rulesOfAccount.value,
    ...findings.value,
    ...exchanges.value,
  ])
}
