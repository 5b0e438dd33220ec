import { Signature } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goSign: Action = {
  id: 'go.sign',
  name: { zh: '去「签名」', en: 'Go to Sign' },
  pinyin: 'qqm',
  icon: Signature,
  keys: ['Ctrl+4'],
  desktopOnly: true,
  applies: () => true,
  perform: ({ navigation }) => navigation.go('sign'),
}
