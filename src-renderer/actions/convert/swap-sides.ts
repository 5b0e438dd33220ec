import { ArrowLeftRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const swapSides: Action = {
  id: 'convert.swap',
  name: { zh: '改以另一边为准', en: 'Let the other side lead' },
  pinyin: 'gylybwz',
  icon: ArrowLeftRight,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert?.canSwap === true,
  perform: ({ convert }) => convert?.swap(),
}
