import { computed } from 'vue'
import type { Component } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCatalogue } from '../../composables/useCatalogue.ts'
import type { Direction } from '../../../src-core/contract/exchange.ts'
import { messageIcon, outgoingIcon, verificationIcon } from './message-icon.ts'

interface Titled {
  direction?: Direction | undefined
  method: string
  account: string | null
  type: string | null
  event: string | null
}

export interface ExchangeTitle {
  text: string
  icon: Component
}

/** Names an exchange in the language of the screen. A type that the catalogue does not know keeps its name as received. */
export function useExchangeTitle() {
  const { t, locale } = useI18n()
  const { find } = useCatalogue()
  return computed(() => {
    const findSpec = find.value
    const language = locale.value
    return ({ direction, method, account, type, event }: Titled): ExchangeTitle => {
      const spec = findSpec(type, event)
      const icon = messageIcon(type, event, spec?.group)
      if (spec) return { text: spec.title[language], icon }
      if (type === '') return { text: t('list.openPlatform'), icon }
      if (type !== null) return { text: event ? event : type, icon }
      if (direction === 'out') return { text: t('list.backendVerification'), icon: outgoingIcon }
      if (account === null) return { text: t('list.unknownPath'), icon }
      if (method === 'GET') return { text: t('list.verification'), icon: verificationIcon }
      return { text: t('list.noMessage'), icon }
    }
  })
}
