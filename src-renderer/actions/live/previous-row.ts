import { ArrowUp } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const previousRow: Action = {
  id: 'live.previous',
  name: { zh: '上一条', en: 'Previous row' },
  pinyin: 'syt',
  icon: ArrowUp,
  keys: ['k'],
  repeats: true,
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: ({ live }) => live?.move(-1),
}
