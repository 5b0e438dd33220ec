import { shallowReadonly, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { createProvided } from './create-provided.ts'

export interface Guide {
  /** True while the guide stands where the details are. With no message at all it is shown in any case. */
  isOpen: Readonly<ShallowRef<boolean>>
  open(): void
  close(): void
  toggle(): void
  /** When 提交 was pressed in the console, in epoch milliseconds, and for which account; null before. */
  submitted: ShallowRef<{ account: string; at: number } | null>
}

export const [provideGuide, useGuide] = createProvided('guide', (): Guide => {
  const isOpen = shallowRef(false)
  return {
    isOpen: shallowReadonly(isOpen),
    open: () => (isOpen.value = true),
    close: () => (isOpen.value = false),
    toggle: () => (isOpen.value = !isOpen.value),
    submitted: shallowRef(null),
  }
})
