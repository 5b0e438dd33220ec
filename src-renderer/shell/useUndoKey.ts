import { useEventListener } from '@vueuse/core'
import { undo } from '../actions/everywhere/undo.ts'
import { useDesk } from '../actions/kind/useDesk.ts'

/** Stands in for the listener of all actions' keys until there is one: Ctrl+Z, or Command+Z, while nobody writes. */
export function useUndoKey(): void {
  const desk = useDesk()
  useEventListener(window, 'keydown', (event) => {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
    const isWriting =
      event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')
    if (!isUndo || isWriting || event.defaultPrevented || !undo.applies(desk)) return
    event.preventDefault()
    void undo.perform(desk)
  })
}
