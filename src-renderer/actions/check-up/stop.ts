import { Square } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const stopCheckUp: Action = {
  id: 'check-up.stop',
  name: { zh: '停止体检', en: 'Stop the check-up' },
  pinyin: 'tztj',
  icon: Square,
  keys: [],
  screen: 'check-up',
  applies: ({ checkUp }) => checkUp?.canStop ?? false,
  perform: ({ checkUp }) => checkUp?.stop(),
}
