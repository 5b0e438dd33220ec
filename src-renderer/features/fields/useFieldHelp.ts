import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldSpec } from '../../../src-core/contract/catalogue.ts'
import { useCatalogue } from '../../composables/useCatalogue.ts'

/** Type and event, as the message itself gives them. */
export interface MessageKind {
  type: string
  event: string | null
}

export interface FieldHelp {
  title: string
  description: string
}

/** Finds a field's title and description by its names below the root; null if the catalogue does not know it. */
export function useFieldHelp(kind: ComputedRef<MessageKind | null>) {
  const { find } = useCatalogue()
  const { locale } = useI18n()
  const spec = computed(() => kind.value && find.value(kind.value.type, kind.value.event))
  return computed(() => {
    const language = locale.value
    const fields = spec.value?.fields ?? []
    return (path: readonly string[]): FieldHelp | null => {
      const field = findField(fields, path)
      return field && { title: field.title[language], description: field.description[language] }
    }
  })
}

function findField(fields: readonly FieldSpec[], path: readonly string[]): FieldSpec | null {
  let among = fields
  let found: FieldSpec | undefined
  for (const name of path) {
    found = among.find((field) => field.name === name)
    among = found?.children ?? []
  }
  return found ?? null
}
