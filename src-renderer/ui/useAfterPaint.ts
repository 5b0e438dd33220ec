import { shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { isPainted } from './is-painted.ts'

/** Follows a value, but only once what else changes with it is painted: for what takes long to draw. */
export function useAfterPaint<Value>(source: Ref<Value>): Readonly<ShallowRef<Value>> {
  const followed = shallowRef(source.value)
  watch(source, async () => {
    await isPainted()
    followed.value = source.value
  })
  return followed
}
