import { refAutoReset } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { DEFAULT_PREFERENCES } from '../../../../src-core/contract/preferences.ts'
import type { Preferences } from '../../../../src-core/contract/preferences.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

const SHOWN_MS = 2000

/** One preference: its value, here and as another window sets it, and the way to change it. */
export function usePreference<Name extends keyof Preferences>(name: Name) {
  const { state, call } = useWorkbench()
  const value = computed(() => (state.value?.preferences ?? DEFAULT_PREFERENCES)[name])
  /** True for a moment after it was saved. */
  const saved = refAutoReset(false, SHOWN_MS)
  /** The error of the last attempt to save it; null if that worked. */
  const failure = shallowRef<unknown>(null)

  async function save(wanted: Preferences[Name]): Promise<void> {
    if (wanted === value.value) {
      failure.value = null
      return
    }
    try {
      await call('preferences.update', { [name]: wanted })
      failure.value = null
      saved.value = true
    } catch (cause) {
      failure.value = cause
      saved.value = false
    }
  }

  return {
    value,
    isDefault: computed(() => JSON.stringify(value.value) === JSON.stringify(DEFAULT_PREFERENCES[name])),
    saved,
    failure,
    save,
    restore: () => save(DEFAULT_PREFERENCES[name]),
  }
}
