import { shallowReadonly, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import { createProvided } from '../../../composables/create-provided.ts'

export interface Drafts {
  /** Returns the draft written in this window for the message with this id. The workbench may have an older one. */
  find(id: string): ReplyDraft | null
  /** The ids of the messages for which something was written in this window. */
  written(): ReadonlySet<string>
  keep(id: string, draft: ReplyDraft): void
  forget(id: string): void
  /** A draft meant for the next message to answer in which nothing has been written. */
  carried: Readonly<ShallowRef<ReplyDraft | null>>
  carry(draft: ReplyDraft): void
  /** Returns the carried draft and forgets it. */
  takeCarried(): ReplyDraft | null
}

/** The workbench keeps all drafts; these are the ones that it might not have got yet. */
const MOST_DRAFTS = 50

export const [provideDrafts, useDrafts] = createProvided('drafts', (): Drafts => {
  const written = new Map<string, ReplyDraft>()
  const carried = shallowRef<ReplyDraft | null>(null)
  return {
    find: (id) => written.get(id) ?? null,
    written: () => new Set(written.keys()),
    keep(id, draft) {
      written.delete(id)
      written.set(id, draft)
      const [oldest] = written.keys()
      if (written.size > MOST_DRAFTS && oldest !== undefined) written.delete(oldest)
    },
    forget: (id) => void written.delete(id),
    carried: shallowReadonly(carried),
    carry: (draft) => (carried.value = draft),
    takeCarried() {
      const draft = carried.value
      carried.value = null
      return draft
    },
  }
})
