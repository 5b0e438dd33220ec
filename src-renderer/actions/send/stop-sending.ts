import { Square } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopSending: Action = {
  id: 'send.stop',
  name: { zh: '停止发送', en: 'Stop sending' },
  pinyin: 'tzfs',
  icon: Square,
  keys: ['Ctrl+.'],
  screen: 'send',
  applies: ({ sending }) => sending?.isUnderWay === true,
  perform: ({ sending }) => sending?.stop(),
}
