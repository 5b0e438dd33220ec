import { ListTree } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const listView: Action = {
  id: 'live.list-view',
  name: { zh: '分组、跳到时间', en: 'Group the list, or go to a time' },
  pinyin: 'fztdsj',
  icon: ListTree,
  keys: ['v'],
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: (desk) => void (desk.panel = 'list-view'),
}
