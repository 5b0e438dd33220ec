import { Share2 } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyAs: Action = {
  id: 'live.copy-as',
  name: { zh: '复制为…', en: 'Copy it as …' },
  pinyin: 'fzw',
  icon: Share2,
  keys: ['c'],
  screen: 'live',
  menu: 'exchange',
  applies: ({ share }) => share?.can ?? false,
  perform: ({ share }) => share?.copyAs(),
}
