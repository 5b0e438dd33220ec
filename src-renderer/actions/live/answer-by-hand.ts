import { Hand } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const answerByHand: Action = {
  id: 'live.by-hand',
  name: { zh: '改为手动回复', en: 'Reply by hand' },
  pinyin: 'gwsdhf',
  icon: Hand,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: ({ answering }) => answering?.choose('hand'),
}
