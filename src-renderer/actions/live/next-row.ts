import { ArrowDown } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const nextRow: Action = {
  id: 'live.next',
  name: { zh: '下一条', en: 'Next row' },
  pinyin: 'xyt',
  icon: ArrowDown,
  keys: ['j'],
  repeats: true,
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: ({ live }) => live?.move(1),
}
