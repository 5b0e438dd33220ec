import type { ReplyDraft, ReplyDraftType } from '../../../src-core/contract/reply-draft.ts'

export type Article = Extract<ReplyDraft, { type: 'news' }>['articles'][number]

export function createBlankArticle(): Article {
  return { title: '', description: '', picUrl: '', url: '' }
}

/** Returns true if nothing has been written in the form yet, and something has to be. */
export function isBlank(draft: ReplyDraft): boolean {
  if (draft.type === 'news') return draft.articles.every((one) => isEmpty(one))
  const needsWords = !['success', 'empty', 'transfer_customer_service', 'xml'].includes(draft.type)
  return needsWords && isEmpty({ ...draft, type: '' })
}

function isEmpty(values: object): boolean {
  return Object.values(values).every((value) => value === '')
}

/** Returns an empty draft of that type. */
export function createBlankDraft(type: ReplyDraftType): ReplyDraft {
  switch (type) {
    case 'success':
    case 'empty':
      return { type }
    case 'text':
      return { type, content: '' }
    case 'image':
    case 'voice':
      return { type, mediaId: '' }
    case 'video':
      return { type, mediaId: '', title: '', description: '' }
    case 'music':
      return { type, title: '', description: '', musicUrl: '', hqMusicUrl: '', thumbMediaId: '' }
    case 'news':
      return { type, articles: [createBlankArticle()] }
    case 'transfer_customer_service':
      return { type, kfAccount: '' }
    case 'xml':
      return { type, xml: '' }
  }
}
