import { CornerUpLeft } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const returnToRow: Action = {
  id: 'live.return',
  name: { zh: '回到刚才看的那一条', en: 'Go back to the row before' },
  pinyin: 'hdgckdnyt',
  icon: CornerUpLeft,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live?.canGoBack === true,
  perform: ({ live }) => live?.goBack(),
}
