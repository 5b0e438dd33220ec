import { Undo2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const undo: Action = {
  id: 'app.undo',
  name: { zh: '撤销刚才的删除', en: 'Undo the last deletion' },
  pinyin: 'cxgcdsc',
  icon: Undo2,
  keys: ['Ctrl+Z'],
  notWhileWriting: true,
  applies: (desk) => desk.undo.last.value !== null,
  perform: (desk) => desk.undo.undo(),
}
