import { ListTodo } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleGuide: Action = {
  id: 'live.guide',
  name: { zh: '打开或收起「接入公众号」', en: 'Open or close the setup guide' },
  pinyin: 'dkhsqjrgzh',
  icon: ListTodo,
  keys: [],
  screen: 'live',
  applies: () => true,
  perform: (desk) => desk.guide.toggle(),
}
