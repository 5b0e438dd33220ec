import { Radio } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goLive: Action = {
  id: 'go.live',
  name: { zh: '去「收发」', en: 'Go to Live' },
  pinyin: 'qsf',
  icon: Radio,
  keys: ['Ctrl+1'],
  desktopOnly: true,
  applies: () => true,
  perform: ({ navigation }) => navigation.go('live'),
}
