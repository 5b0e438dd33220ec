import { EyeOff } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleStrangers: Action = {
  id: 'live.strangers',
  name: { zh: '隐藏或显示陌生请求', en: 'Hide or show strangers' },
  pinyin: 'ychxsmsqq',
  icon: EyeOff,
  keys: [],
  screen: 'live',
  applies: ({ live }) => (live?.strangers ?? 0) > 0,
  perform: ({ live }) => live?.toggleStrangers(),
}
