import { refAutoReset } from '@vueuse/core'

/** A function if the text is large and seldom copied, or has to be fetched. */
export type CopiedText = string | (() => string | Promise<string>)

const SHOWN_MS = 1600

/** Copies text and shows the result for a moment. VueUse's `useClipboard` does not report a failure. */
export function useCopy() {
  const result = refAutoReset<'copied' | 'failed' | null>(null, SHOWN_MS)

  async function copy(text: CopiedText): Promise<void> {
    try {
      await write(typeof text === 'function' ? text() : text)
      result.value = 'copied'
    } catch {
      result.value = 'failed'
    }
  }

  return { result, copy }
}

/** A text that is still being fetched is promised at once: Safari refuses text that comes after the click is over. */
async function write(text: string | Promise<string>): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text)
  const type = 'text/plain'
  const blob = text.then((known) => new Blob([known], { type }))
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })])
}
