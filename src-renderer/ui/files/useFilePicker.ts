import { useFileDialog } from '@vueuse/core'

/** Returns a function that asks for one file. `accept` is as in HTML. */
export function useFilePicker(accept: string, take: (file: File) => void): () => void {
  // Reset, so that the same file can be chosen again once it has changed.
  const { open, onChange } = useFileDialog({ accept, multiple: false, reset: true })
  onChange((files) => {
    const file = files?.[0]
    if (file) take(file)
  })
  return () => open()
}
