import { SquareChevronRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openPalette: Action = {
  id: 'app.palette',
  name: { zh: '打开命令面板', en: 'Open the command palette' },
  pinyin: 'dkmlmb',
  icon: SquareChevronRight,
  keys: ['Ctrl+K'],
  applies: ({ panel }) => panel !== 'palette',
  perform: (desk) => void (desk.panel = 'palette'),
}
