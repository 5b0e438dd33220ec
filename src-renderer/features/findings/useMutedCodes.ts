import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/** The codes of findings that are not to be shown, in any window. Only information can be muted, never a fault. */
export function useMutedCodes(): {
  muted: ComputedRef<ReadonlySet<string>>
  /** Both resolve to false if it could not be saved. */
  mute(code: string): Promise<boolean>
  unmute(code: string): Promise<boolean>
} {
  const { state, call } = useWorkbench()
  const muted = computed(() => new Set(state.value?.preferences.mutedCodes))
  async function save(codes: Iterable<string>): Promise<boolean> {
    try {
      await call('preferences.update', { mutedCodes: [...codes] })
      return true
    } catch {
      // The finding stays as it is, and the page says by itself that the connection is lost.
      return false
    }
  }
  return {
    muted,
    mute: (code) => save(new Set([...muted.value, code])),
    unmute: (code) => save([...muted.value].filter((one) => one !== code)),
  }
}
