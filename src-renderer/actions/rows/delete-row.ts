import { Trash2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const deleteRow: Action = {
  id: 'live.delete',
  name: { zh: '删除这一条', en: 'Delete this exchange' },
  pinyin: 'sczyt',
  icon: Trash2,
  keys: ['Delete'],
  notWhileWriting: true,
  screen: 'live',
  menu: 'exchange',
  applies: ({ rows }) => rows?.canRemove() ?? false,
  perform: ({ rows, several }) => (several && several.count > 1 ? several : rows)?.remove(),
}
