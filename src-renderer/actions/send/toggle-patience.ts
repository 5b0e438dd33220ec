import { Hourglass } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const togglePatience: Action = {
  id: 'live.patience',
  name: { zh: '测试消息等 60 秒：打开或关闭', en: 'Let test messages wait 60 s, or not' },
  pinyin: 'csxxd60mdkhgb',
  icon: Hourglass,
  keys: [],
  screen: 'live',
  applies: ({ send }) => send?.canWait === true,
  perform: ({ send }) => send?.togglePatience(),
}
