import { Keyboard } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showKeys: Action = {
  id: 'app.keys',
  name: { zh: '查看快捷键', en: 'Show keyboard shortcuts' },
  pinyin: 'ckkjj',
  icon: Keyboard,
  keys: ['?'],
  applies: () => true,
  perform: (desk) => void (desk.panel = 'keys'),
}
