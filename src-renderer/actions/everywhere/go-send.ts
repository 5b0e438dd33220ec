import { Send } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const goSend: Action = {
  id: 'go.send',
  name: { zh: '去「发送」', en: 'Go to Send' },
  pinyin: 'qfs',
  icon: Send,
  keys: ['Ctrl+2'],
  desktopOnly: true,
  applies: () => true,
  perform: ({ navigation }) => navigation.go('send'),
}
