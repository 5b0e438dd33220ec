import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { PickerItem } from '../../../features/catalogue/picker-items.ts'

/** The most messages that are listed as recent. */
const MOST_RECENT = 5

/** The messages that were sent last from this window, or its neighbours of the same browser. */
export function useRecentMessages<Item extends PickerItem>(items: Ref<readonly Item[]>) {
  const keys = useLocalStorage<string[]>('mpscope.send.recent', [])
  return {
    recent: computed(() => keys.value.flatMap((key) => items.value.find((item) => item.key === key) ?? [])),
    remember({ key }: PickerItem): void {
      keys.value = [key, ...keys.value.filter((one) => one !== key)].slice(0, MOST_RECENT)
    },
  }
}
