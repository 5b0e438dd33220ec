import { Send } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const sendTest: Action = {
  id: 'live.send',
  name: { zh: '发送测试消息', en: 'Send a test message' },
  pinyin: 'fscsxx',
  icon: Send,
  keys: ['s'],
  screen: 'live',
  applies: ({ live }) => live !== null,
  perform: (desk) => void (desk.panel = 'send'),
}
