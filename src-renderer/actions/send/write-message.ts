import { FilePen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const writeMessage: Action = {
  id: 'app.write-message',
  name: { zh: '写一条 XML 或 JSON 发送', en: 'Write XML or JSON to send' },
  pinyin: 'xytxmlhjsonfs',
  icon: FilePen,
  keys: [],

  applies: () => true,
  perform: ({ navigation }) => navigation.openInSend({ text: '' }),
}
