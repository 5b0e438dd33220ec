import { SquareMenu } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openMenu: Action = {
  id: 'live.menu',
  name: { zh: '打开这条的菜单', en: 'Open the row menu' },
  pinyin: 'dkztdcd',
  icon: SquareMenu,
  keys: ['Shift+F10', 'ContextMenu'],
  screen: 'live',
  applies: ({ live }) => live?.hasRows === true,
  perform: ({ live }) => live?.menu(),
}
