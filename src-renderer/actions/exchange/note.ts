import { StickyNote } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const note: Action = {
  id: 'live.note',
  name: { zh: '写备注', en: 'Write a note on it' },
  pinyin: 'xbz',
  icon: StickyNote,
  keys: ['n'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ marks }) => marks?.can ?? false,
  perform: ({ marks }) => marks?.write(),
}
