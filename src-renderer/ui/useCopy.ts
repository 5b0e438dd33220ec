import { refAutoReset } from '@vueuse/core'

/** A function where the text is large and seldom copied, or has to be asked for. */
export type CopiedText = string | (() => string | Promise<string>)

const SHOWN_MS = 1600

/** Copies text and says for a moment how that went. VueUse's `useClipboard` does not say that it failed. */
export function useCopy() {
  const result = refAutoReset<'copied' | 'failed' | null>(null, SHOWN_MS)

  async function copy(text: CopiedText): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      result.value = 'copied'
    } catch {
      result.value = 'failed'
    }
  }

  return { result, copy }
}
