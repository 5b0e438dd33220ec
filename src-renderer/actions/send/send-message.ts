import { Send } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const sendMessage: Action = {
  id: 'send.send',
  name: { zh: '发送消息', en: 'Send the message' },
  pinyin: 'fsxx',
  icon: Send,
  keys: ['Ctrl+Enter'],
  screen: 'send',
  applies: ({ sending }) => sending?.canSend === true,
  perform: ({ sending }) => sending?.send(),
}
