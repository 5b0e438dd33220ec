import { Settings } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openSettings: Action = {
  id: 'app.settings',
  name: { zh: '打开设置', en: 'Open the settings' },
  pinyin: 'dksz',
  icon: Settings,
  keys: ['Ctrl+,'],
  applies: () => true,
  perform: (desk) => void (desk.panel = 'settings'),
}
