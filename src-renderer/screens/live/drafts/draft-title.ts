import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'

/** Returns the telling part of a draft in one line, or `''` if there is none. */
export function draftTitle(draft: ReplyDraft): string {
  return telling(draft).replace(/\s+/g, ' ').trim().slice(0, 120)
}

function telling(draft: ReplyDraft): string {
  switch (draft.type) {
    case 'success':
    case 'empty':
      return ''
    case 'text':
      return draft.content
    case 'image':
    case 'voice':
      return draft.mediaId
    case 'video':
      return draft.title || draft.mediaId
    case 'music':
      return draft.title || draft.musicUrl || draft.thumbMediaId
    case 'news':
      return draft.articles.map(({ title }) => title).join(' · ')
    case 'transfer_customer_service':
      return draft.kfAccount
    case 'xml':
      return draft.xml
  }
}
