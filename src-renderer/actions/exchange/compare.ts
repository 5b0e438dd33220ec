import { GitCompareArrows } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const compare: Action = {
  id: 'live.compare',
  name: { zh: '加入比较', en: 'Compare it with another' },
  pinyin: 'jrbj',
  icon: GitCompareArrows,
  keys: ['d'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ comparison }) => comparison?.can ?? false,
  perform: ({ comparison, several }) => (several?.count === 2 ? several.compare() : comparison?.take()),
}
