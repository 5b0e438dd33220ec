import { Stethoscope } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goCheckUp: Action = {
  id: 'go.check-up',
  name: { zh: '去「体检」', en: 'Go to Check-up' },
  pinyin: 'qtj',
  icon: Stethoscope,
  keys: ['Ctrl+5'],
  desktopOnly: true,
  applies: () => true,
  perform: ({ navigation }) => navigation.go('check-up'),
}
