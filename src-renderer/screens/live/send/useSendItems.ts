import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageSpec } from '../../../../src-core/contract/catalogue.ts'
import { useCatalogue } from '../../../composables/useCatalogue.ts'
import type { PickerItem } from '../../../features/catalogue/picker-items.ts'

/** A message that can be sent, with values for some of its fields. */
export interface SendItem extends PickerItem {
  spec: MessageSpec
  set: Readonly<Record<string, string>>
}

/** Returns every message of the catalogue, each followed by its variants. */
export function useSendItems(): ComputedRef<readonly SendItem[]> {
  const { specs } = useCatalogue()
  const { locale } = useI18n()
  return computed(() =>
    specs.value.flatMap((spec) => {
      const { group } = spec
      const name = spec.event ?? spec.type
      const words = spec.summary[locale.value]
      const key = `${spec.type}/${spec.event ?? ''}`
      const variants = (spec.variants ?? []).map(({ title, set }, index) => ({
        spec,
        group,
        name,
        set,
        key: `${key}/${index}`,
        title: title[locale.value],
        words: Object.values(set).join(' '),
      }))
      return [{ spec, group, name, key, words, set: {}, title: spec.title[locale.value] }, ...variants]
    }),
  )
}
