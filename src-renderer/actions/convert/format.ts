import { ListTree } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const format: Action = {
  id: 'convert.format',
  name: { zh: '格式化', en: 'Format' },
  pinyin: 'gsh',
  icon: ListTree,
  keys: ['Ctrl+Shift+F'],
  screen: 'convert',
  applies: ({ convert }) => convert?.isEmpty === false,
  perform: ({ convert }) => convert?.format(),
}
