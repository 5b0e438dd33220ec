import { Undo2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const restoreFields: Action = {
  id: 'sign.restore',
  name: { zh: '恢复填入之前的内容', en: 'Restore what stood in the fields' },
  pinyin: 'hftrzqdnr',
  icon: Undo2,
  keys: [],
  screen: 'sign',
  applies: ({ sign }) => sign?.canRestore === true,
  perform: ({ sign }) => sign?.restore(),
}
