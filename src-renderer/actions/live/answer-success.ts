import { Check } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const answerSuccess: Action = {
  id: 'live.by-success',
  name: { zh: '改为自动回复 success', en: 'Reply with success' },
  pinyin: 'gwzdhf',
  icon: Check,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: ({ answering }) => answering?.choose('success'),
}
