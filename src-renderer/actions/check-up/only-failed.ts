import { ListFilter } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleFailed: Action = {
  id: 'check-up.only-failed',
  name: { zh: '只看没通过的', en: 'Show the failed cases only' },
  pinyin: 'zkmtgd',
  icon: ListFilter,
  keys: ['f'],
  screen: 'check-up',
  applies: ({ checkUp }) => checkUp?.hasFailed ?? false,
  perform: ({ checkUp }) => checkUp?.toggleFailed(),
}
