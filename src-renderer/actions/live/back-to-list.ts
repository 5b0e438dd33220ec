import { ArrowLeft } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const backToList: Action = {
  id: 'live.back',
  name: { zh: '返回列表', en: 'Go back to the list' },
  pinyin: 'fhlb',
  icon: ArrowLeft,
  keys: ['Escape'],
  screen: 'live',
  applies: ({ live }) => live?.isInDetails() === true,
  perform: ({ live }) => live?.back(),
}
