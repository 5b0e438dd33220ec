import { MessageSquare } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showWechat: Action = {
  id: 'convert.wechat',
  name: { zh: '查看 XML 的微信写法', en: 'Show the XML as WeChat writes it' },
  pinyin: 'ckxmldwxxf',
  icon: MessageSquare,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert?.hasXml === true,
  perform: (desk) => void (desk.panel = 'wechat'),
}
