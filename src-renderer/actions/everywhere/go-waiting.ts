import { Hourglass } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goWaiting: Action = {
  id: 'go.waiting',
  name: { zh: '去等待回复的消息', en: 'Go to the message that waits' },
  pinyin: 'qddhfdxx',
  icon: Hourglass,
  keys: ['g'],
  applies: ({ waiting }) => waiting?.any() ?? false,
  perform: ({ waiting }) => waiting?.go(),
}
