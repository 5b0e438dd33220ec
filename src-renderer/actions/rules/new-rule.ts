import { Plus } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const newRule: Action = {
  id: 'live.new-rule',
  name: { zh: '新建规则', en: 'Write a new rule' },
  pinyin: 'xjgz',
  icon: Plus,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live?.canAddRule === true,
  perform: ({ live }) => live?.newRule(),
}
