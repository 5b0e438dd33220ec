import { Play } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const startCheckUp: Action = {
  id: 'check-up.start',
  name: { zh: '开始体检', en: 'Start the check-up' },
  pinyin: 'kstj',
  icon: Play,
  keys: ['Ctrl+Enter'],
  screen: 'check-up',
  applies: ({ checkUp }) => checkUp?.canStart ?? false,
  perform: ({ checkUp }) => checkUp?.start(),
}
