import { RotateCw } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const sendAgain: Action = {
  id: 'live.send-again',
  name: { zh: '再发一次测试消息', en: 'Send the test message again' },
  pinyin: 'zfyccsxx',
  icon: RotateCw,
  keys: ['Shift+S'],
  screen: 'live',
  applies: ({ send }) => send?.canRepeat === true,
  perform: ({ send }) => send?.repeat(),
}
