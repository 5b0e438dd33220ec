import { Check } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const replySuccess: Action = {
  id: 'live.reply-success',
  name: { zh: '给这条消息回复 success', en: 'Reply success to this message' },
  pinyin: 'gztxxhfsuccess',
  icon: Check,
  keys: [],
  screen: 'live',
  applies: ({ live, reply }) => live?.cover === null && reply?.canSend === true,
  perform: ({ reply }) => reply?.sendSuccess(),
}
