import { ArrowLeftRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goConvert: Action = {
  id: 'go.convert',
  name: { zh: '去「转换」', en: 'Go to Convert' },
  pinyin: 'qzh',
  icon: ArrowLeftRight,
  keys: ['Ctrl+3'],
  desktopOnly: true,
  applies: () => true,
  perform: ({ navigation }) => navigation.go('convert'),
}
