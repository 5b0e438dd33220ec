import { refAutoReset } from '@vueuse/core'

const SHOWN_MS = 1600

/** Copies text and says for a moment how that went. VueUse's `useClipboard` does not say that it failed. */
export function useCopy() {
  const result = refAutoReset<'copied' | 'failed' | null>(null, SHOWN_MS)

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      result.value = 'copied'
    } catch {
      result.value = 'failed'
    }
  }

  return { result, copy }
}
