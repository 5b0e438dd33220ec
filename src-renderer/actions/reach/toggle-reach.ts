import { Globe } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleReach: Action = {
  id: 'live.reach',
  name: { zh: '打开或收起公网地址', en: 'Open or close the public address' },
  pinyin: 'dkhsqgwdz',
  icon: Globe,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live !== null,
  perform: ({ live }) => live?.toggle('reach'),
}
