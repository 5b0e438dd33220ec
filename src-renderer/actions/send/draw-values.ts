import { Dices } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const drawValues: Action = {
  id: 'send.draw',
  name: { zh: '各字段随机取值', en: 'Random values for the fields' },
  pinyin: 'gzdsjqz',
  icon: Dices,
  keys: [],
  screen: 'send',
  applies: ({ sending }) => sending?.canDraw === true,
  perform: ({ sending }) => sending?.draw(),
}
