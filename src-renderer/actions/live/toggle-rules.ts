import { ListChecks } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleRules: Action = {
  id: 'live.rules',
  name: { zh: '打开或关闭规则', en: 'Open or close the rules' },
  pinyin: 'dkhgbgz',
  icon: ListChecks,
  keys: ['l'],
  screen: 'live',
  applies: ({ live }) => live !== null,
  perform: ({ live }) => live?.toggleRules(),
}
