import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { findField } from '../../../src-core/contract/catalogue-lookup.ts'
import { useCatalogue } from '../../composables/useCatalogue.ts'

/** Type and event, as in the message itself. */
export interface MessageKind {
  type: string
  event: string | null
}

export interface FieldHelp {
  title: string
  description: string
  /** The official page about the kind of message. */
  page: string
}

/** Finds a field's title and description by its names below the root; null if the catalogue does not know it. */
export function useFieldHelp(kind: ComputedRef<MessageKind | null>) {
  const { find } = useCatalogue()
  const { locale } = useI18n()
  const spec = computed(() => kind.value && find.value(kind.value.type, kind.value.event))
  return computed(() => {
    const language = locale.value
    const known = spec.value
    return (path: readonly string[]): FieldHelp | null => {
      const field = known && findField(known, path)
      if (!field) return null
      return { title: field.title[language], description: field.description[language], page: known.source }
    }
  })
}
