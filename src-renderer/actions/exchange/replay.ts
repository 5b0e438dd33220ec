import { RotateCw } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const replay: Action = {
  id: 'live.replay',
  name: { zh: '重放', en: 'Replay it' },
  pinyin: 'cf',
  icon: RotateCw,
  keys: ['r'],
  screen: 'live',
  menu: 'exchange',
  applies: (desk) => desk.replay?.can ?? false,
  perform: ({ replay: single, several }) => (several && several.count > 1 ? several : single)?.replay(),
}
