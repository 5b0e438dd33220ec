import { AppWindow } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const ownWindow: Action = {
  id: 'live.own-window',
  name: { zh: '在单独的窗口中查看', en: 'Open in a window of its own' },
  pinyin: 'zddddckzck',
  icon: AppWindow,
  keys: ['Shift+Enter'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ detail }) => detail !== null,
  perform: ({ detail }) => detail?.openWindow(),
}
