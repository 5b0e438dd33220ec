import { useLocalStorage } from '@vueuse/core'
import type { RemovableRef } from '@vueuse/core'

/** True if test messages may wait a minute to be answered by hand. Kept in this browser: it is about trying things out. */
export function usePatience(): RemovableRef<boolean> {
  return useLocalStorage('mpscope.send.patient', false)
}
