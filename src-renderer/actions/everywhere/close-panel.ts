import { X } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const closePanel: Action = {
  id: 'app.close',
  name: { zh: '关闭面板', en: 'Close the panel' },
  pinyin: 'gbmb',
  icon: X,
  keys: ['Ctrl+W'],
  desktopOnly: true,
  applies: () => true,
  perform: (desk) => desk.close(),
}
