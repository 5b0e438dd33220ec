import { ListChecks } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const checkAddress: Action = {
  id: 'live.reach-check',
  name: { zh: '检查公网地址', en: 'Check the public address' },
  pinyin: 'jcgwdz',
  icon: ListChecks,
  keys: [],
  screen: 'live',
  applies: ({ live, reach }) => live !== null && reach !== null && reach.canCheck,
  perform: ({ live, reach }) => (live?.showReach(), reach?.check()),
}
