import { computed, shallowRef, watch } from 'vue'
import { useGuide } from '../../composables/useGuide.ts'
import { useRules } from '../../features/rules/useRules.ts'

export type Cover = ReturnType<typeof useCover>

/** The panels that stand in the place of the message's details; the one that was opened last is seen. */
export function useCover() {
  const rules = useRules()
  const guide = useGuide()
  const arrivalOpen = shallowRef(false)

  watch(rules.isOpen, (now) => now && (guide.close(), (arrivalOpen.value = false)))
  watch(guide.isOpen, (now) => now && (rules.close(), (arrivalOpen.value = false)))

  function close(): void {
    rules.close()
    guide.close()
    arrivalOpen.value = false
  }

  function toggleArrival(): void {
    const isOpen = arrivalOpen.value
    close()
    arrivalOpen.value = !isOpen
  }

  return {
    /** Null while the details are seen. `arrival` is the list of what to check when nothing arrives. */
    shown: computed(() => {
      if (rules.isOpen.value) return 'rules'
      if (arrivalOpen.value) return 'arrival'
      return guide.isOpen.value ? 'guide' : null
    }),
    close,
    toggleArrival,
  }
}
