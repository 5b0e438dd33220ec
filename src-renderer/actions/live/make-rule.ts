import { ListChecks } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const makeRule: Action = {
  id: 'live.make-rule',
  name: { zh: '用这条消息新建规则', en: 'Make a rule from this message' },
  pinyin: 'yztxxxjgz',
  icon: ListChecks,
  keys: [],
  screen: 'live',
  menu: 'exchange',
  applies: ({ live, reply }) => reply !== null || Boolean(live?.exchange?.message),
  perform: ({ live, reply }) => (reply ?? live)?.makeRule(),
}
