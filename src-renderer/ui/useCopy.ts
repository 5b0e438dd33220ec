import { onScopeDispose, shallowRef } from 'vue'

const SHOWN_MS = 1600

/** Copies text and says for a moment how that went. */
export function useCopy() {
  const result = shallowRef<'copied' | 'failed' | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      result.value = 'copied'
    } catch {
      result.value = 'failed'
    }
    clearTimeout(timer)
    timer = setTimeout(() => (result.value = null), SHOWN_MS)
  }

  onScopeDispose(() => clearTimeout(timer))
  return { result, copy }
}
