import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageSpec } from '../../../src-core/contract/catalogue.ts'
import type { OwnSample } from '../../../src-core/contract/sample.ts'
import { useCatalogue } from '../../composables/useCatalogue.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import type { PickerItem } from '../catalogue/picker-items.ts'
import { collectionOf, groupOfCollection } from './collection-group.ts'

/** A kind of message of the catalogue, with values for some of its fields. */
export interface KindItem extends PickerItem {
  spec: MessageSpec
  set: Readonly<Record<string, string>>
}

/** A message of one's own. */
export interface OwnItem extends PickerItem {
  sample: OwnSample
}

export type SendItem = KindItem | OwnItem

/**
 * Returns what can be sent: the messages of one's own, those in no collection first, then every message of the
 * catalogue, each followed by its variants.
 */
export function useSendItems(): {
  items: ComputedRef<readonly SendItem[]>
  groupTitle: (group: string) => string | null
} {
  const { specs } = useCatalogue()
  const { state } = useWorkbench()
  const { t, locale } = useI18n()

  const own = computed((): OwnItem[] =>
    (state.value?.samples ?? [])
      .toSorted((a, b) => a.collection.localeCompare(b.collection, locale.value))
      .map((sample) => ({
        sample,
        key: `own/${sample.id}`,
        group: groupOfCollection(sample.collection),
        title: sample.name,
        name: sample.event ?? sample.type,
      })),
  )
  const kinds = computed(() =>
    specs.value.flatMap((spec): KindItem[] => {
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
  return {
    items: computed(() => [...own.value, ...kinds.value]),
    groupTitle(group) {
      const collection = collectionOf(group)
      return collection === '' ? t('send.own.title') : collection
    },
  }
}
