import { Send } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const answer: Action = {
  id: 'live.answer',
  name: { zh: '发送回复', en: 'Send the reply' },
  pinyin: 'fshf',
  icon: Send,
  keys: ['Ctrl+Enter'],
  screen: 'live',
  applies: ({ live, reply }) => live?.cover === null && reply?.canSend === true,
  perform: ({ reply }) => reply?.send(),
}
