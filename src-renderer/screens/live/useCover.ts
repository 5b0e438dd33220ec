import { computed, shallowRef, watch } from 'vue'
import { useGuide } from '../../composables/useGuide.ts'
import { useRules } from '../../features/rules/useRules.ts'
import type { LaterCover } from './again/later-cover.ts'

export type Cover = ReturnType<typeof useCover>

/** The panels that stand in the place of the message's details; the one that was opened last is seen. */
export function useCover() {
  const rules = useRules()
  const guide = useGuide()
  const own = shallowRef<'arrival' | 'reach' | LaterCover | null>(null)

  watch(rules.isOpen, (now) => now && (guide.close(), (own.value = null)))
  watch(guide.isOpen, (now) => now && (rules.close(), (own.value = null)))

  function close(): void {
    rules.close()
    guide.close()
    own.value = null
  }

  function toggle(cover: 'arrival' | 'reach'): void {
    const isOpen = own.value === cover
    close()
    own.value = isOpen ? null : cover
  }

  function open(cover: LaterCover): void {
    close()
    own.value = cover
  }

  return {
    /**
     * Null while the details are seen. `arrival` is the list of what to check when nothing arrives, `reach` the public
     * address.
     */
    shown: computed(() => {
      if (rules.isOpen.value) return 'rules'
      return own.value ?? (guide.isOpen.value ? 'guide' : null)
    }),
    /** The same, if its code comes later. */
    later: computed(() => (own.value === 'arrival' || own.value === 'reach' ? null : own.value)),
    close,
    open,
    toggle,
  }
}
