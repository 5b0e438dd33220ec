import { useEventListener, useTimeoutFn } from '@vueuse/core'
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { CommandFailure } from '../../../../src-core/contract/errors.ts'
import type { HeldRequest } from '../../../../src-core/contract/reply.ts'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { isBlank } from '../../../features/reply/blank-draft.ts'
import { useDrafts } from '../drafts/useDrafts.ts'

/** Short enough that a crash costs a word, long enough not to save every letter. */
const SAVE_MS = 300

export type DraftState = 'untouched' | 'saving' | 'saved' | 'failed'

/**
 * Keeps the draft of a reply to a message that waits. Saves it a moment after the last letter, and at once when one
 * leaves the field, the message or the page, so that neither the deadline nor a reload loses it.
 */
export function useDraft(held: () => HeldRequest) {
  const { call } = useWorkbench()
  const drafts = useDrafts()
  const { id, draft: saved } = held()
  const carried = saved || drafts.find(id) ? null : drafts.takeCarried()
  const draft = shallowRef<ReplyDraft>(drafts.find(id) ?? saved ?? carried ?? { type: 'text', content: '' })
  const state = shallowRef<DraftState>('untouched')
  const failure = shallowRef<unknown>(null)
  const saveLater = useTimeoutFn(() => void save(), SAVE_MS, { immediate: false })

  async function save(): Promise<void> {
    saveLater.stop()
    const sent = draft.value
    try {
      await call('draft.save', { id, draft: sent })
      if (draft.value === sent) state.value = 'saved'
    } catch (cause) {
      // It was answered meanwhile: there is no reason to keep it.
      if (cause instanceof CommandFailure && cause.code === 'NOT_FOUND') return
      failure.value = cause
      state.value = 'failed'
    }
  }

  function flush(): void {
    if (saveLater.isPending.value) void save()
  }

  function write(next: ReplyDraft): void {
    draft.value = next
    drafts.keep(id, next)
    state.value = 'saving'
    saveLater.start()
  }

  // Takes over what was written in another window, as long as nobody has written here.
  watch(
    () => held().draft,
    (now) => {
      if (now && state.value === 'untouched' && !drafts.find(id)) draft.value = now
    },
  )
  if (carried) write(carried)
  // A reply that was written ahead while this message was shown already.
  watch(drafts.carried, (now) => {
    if (now && state.value === 'untouched' && isBlank(draft.value)) write(drafts.takeCarried() ?? now)
  })

  useEventListener('pagehide', flush)
  onBeforeUnmount(flush)

  return {
    draft,
    state,
    failure,
    write,
    flush,
    /** It was sent: there is nothing left to save. */
    settle(): void {
      saveLater.stop()
      drafts.forget(id)
    },
  }
}
