import { CircleQuestionMark } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleArrival: Action = {
  id: 'live.missing',
  name: { zh: '没收到消息？逐项检查', en: 'Nothing arrives? Check why' },
  pinyin: 'msdxxzxjc',
  icon: CircleQuestionMark,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live !== null,
  perform: ({ live }) => live?.toggle('arrival'),
}
