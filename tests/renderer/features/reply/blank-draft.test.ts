import { describe, expect, it } from 'vitest'
import type { ReplyDraft, ReplyDraftType } from '../../../../src-core/contract/reply-draft.ts'
import { createBlankDraft, isBlank } from '../../../../src-renderer/features/reply/blank-draft.ts'

const FORMS: ReplyDraftType[] = ['text', 'image', 'voice', 'video', 'music', 'news']
/** These are whole without a word. */
const WORDLESS: ReplyDraftType[] = ['success', 'empty', 'transfer_customer_service', 'xml']

describe('a draft is blank', () => {
  it.each(FORMS)('while nothing is written: %s', (type) => {
    expect(isBlank(createBlankDraft(type))).toBe(true)
  })

  it.each(WORDLESS)('never: %s', (type) => {
    expect(isBlank(createBlankDraft(type))).toBe(false)
  })

  it.each<ReplyDraft>([
    { type: 'text', content: ' ' },
    { type: 'image', mediaId: 'm' },
    { type: 'video', mediaId: '', title: 't', description: '' },
    {
      type: 'news',
      articles: [
        { title: '', description: '', picUrl: '', url: '' },
        { title: '', description: '', picUrl: '', url: 'u' },
      ],
    },
  ])('no more from the first letter on: %j', (draft) => {
    expect(isBlank(draft)).toBe(false)
  })

  it('if it has no article at all', () => {
    expect(isBlank({ type: 'news', articles: [] })).toBe(true)
  })
})
