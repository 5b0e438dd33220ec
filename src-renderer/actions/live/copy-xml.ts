import { CodeXml } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyXml: Action = {
  id: 'live.copy-xml',
  name: { zh: '复制消息 XML', en: 'Copy the XML of the message' },
  pinyin: 'fzxxxml',
  icon: CodeXml,
  keys: [],
  screen: 'live',
  menu: 'exchange',
  applies: ({ live }) => live?.exchange?.message?.format === undefined && Boolean(live?.exchange?.message),
  perform: (desk) => desk.copy(desk.live?.exchange?.message?.xml ?? ''),
}
