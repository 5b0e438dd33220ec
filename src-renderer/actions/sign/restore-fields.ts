import { Undo2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const restoreFields: Action = {
  id: 'sign.restore',
  name: { zh: '恢复原来的内容', en: 'Put back what stood there' },
  pinyin: 'hfyldnr',
  icon: Undo2,
  keys: [],
  screen: 'sign',
  applies: ({ sign }) => sign?.canRestore === true,
  perform: ({ sign }) => sign?.restore(),
}
