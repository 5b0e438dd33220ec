import { Trash2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const clearTexts: Action = {
  id: 'convert.clear',
  name: { zh: '清空两边', en: 'Clear both sides' },
  pinyin: 'qklb',
  icon: Trash2,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert?.isEmpty === false,
  perform: ({ convert }) => convert?.clear(),
}
