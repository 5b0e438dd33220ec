import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { ReplyPreview } from '../../../../src-core/contract/reply.ts'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'

const PAUSE_MS = 80

/**
 * What would be sent, from the function that sends it. While the next one is on its way the last one stays; where
 * asking fails, `failure` says why until it works again.
 */
export function useReplyPreview(id: string, draft: Ref<ReplyDraft>) {
  const { call } = useWorkbench()
  const preview = shallowRef<ReplyPreview | null>(null)
  const failure = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    const asked = draft.value
    try {
      const answer = await call('reply.preview', { id, draft: asked })
      if (draft.value !== asked) return
      preview.value = answer
      failure.value = null
    } catch (cause) {
      if (draft.value === asked) failure.value = cause
    }
  }

  watch(draft, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), PAUSE_MS)
  })
  void ask()
  onScopeDispose(() => clearTimeout(timer))
  return { preview, failure }
}
