import { Settings } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goSettings: Action = {
  id: 'go.settings',
  name: { zh: '去「设置」', en: 'Go to Settings' },
  pinyin: 'qsz',
  icon: Settings,
  keys: ['Ctrl+,'],
  applies: () => true,
  perform: ({ navigation }) => navigation.go('settings'),
}
