import { shallowRef } from 'vue'

/**
 * Takes a file that is dropped, and the element on which it fell. The handlers are for the capturing phase, which
 * VueUse's `useDropZone` does not have: an editor would insert a dropped file as text where it fell.
 */
export function useFileDrop(take: (file: File, on: Element | null) => void) {
  const isOver = shallowRef(false)

  function hasFiles(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false
  }

  return {
    isOver,
    over(event: DragEvent): void {
      if (!hasFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      isOver.value = true
    },
    left(event: DragEvent): void {
      const { currentTarget, relatedTarget } = event
      const inside = currentTarget instanceof Node && relatedTarget instanceof Node
      if (!inside || !currentTarget.contains(relatedTarget)) isOver.value = false
    },
    dropped(event: DragEvent): void {
      isOver.value = false
      if (!hasFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      const file = event.dataTransfer?.files[0]
      if (file) take(file, event.target instanceof Element ? event.target : null)
    },
  }
}
