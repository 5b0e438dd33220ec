import { Braces } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toConvert: Action = {
  id: 'live.to-convert',
  name: { zh: '在「转换」里打开消息', en: 'Open the message in Convert' },
  pinyin: 'zzhldkxx',
  icon: Braces,
  keys: [],
  screen: 'live',
  menu: 'exchange',
  applies: ({ live, navigation }) => !navigation.alone && Boolean(live?.exchange?.message),
  perform: ({ live, navigation }) => {
    const { message } = live?.exchange ?? {}
    if (message) navigation.openInConvert({ side: message.format ?? 'xml', text: message.xml })
  },
}
