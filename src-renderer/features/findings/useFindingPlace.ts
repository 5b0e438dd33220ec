import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Place } from '../../../src-core/contract/exchange.ts'

/** Names the place of a finding in a word or two. */
export function useFindingPlace() {
  const { t } = useI18n()
  return computed(() => (place: Place): string => {
    switch (place.in) {
      case 'query':
        return place.key
      case 'request-header':
        return place.name
      case 'request-line':
        return t('sections.request')
      case 'request-body':
        return `${place.path ? `${place.path} ` : ''}${place.line}:${place.column}`
      case 'reply-status':
        return t('place.replyStatus')
      case 'reply-header':
        return t('place.reply', { what: place.name })
      case 'reply-bytes':
        return t('place.reply', { what: t('place.byte', { offset: place.offset }) })
      case 'reply-body':
        return t('place.reply', {
          what: `${place.path ? `${place.path} ` : ''}${place.line}:${place.column}`,
        })
    }
  })
}
