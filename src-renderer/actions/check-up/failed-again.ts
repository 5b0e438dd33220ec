import { RotateCw } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const checkFailedAgain: Action = {
  id: 'check-up.failed-again',
  name: { zh: '只重试没通过的', en: 'Try the failed cases again' },
  pinyin: 'zcsmtgd',
  icon: RotateCw,
  keys: ['Shift+R'],
  screen: 'check-up',
  applies: ({ checkUp }) => checkUp?.canRepeat ?? false,
  perform: ({ checkUp }) => checkUp?.repeatFailed(),
}
