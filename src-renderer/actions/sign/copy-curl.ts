import { SquareChevronRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyCurl: Action = {
  id: 'sign.copy-curl',
  name: { zh: '复制 cURL 命令', en: 'Copy the cURL command' },
  pinyin: 'fzcurlml',
  icon: SquareChevronRight,
  keys: [],
  screen: 'sign',
  applies: ({ made }) => Boolean(made?.curl),
  perform: (desk) => desk.copy(desk.made?.curl ?? ''),
}
