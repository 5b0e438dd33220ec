import { CodeXml } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyCode: Action = {
  id: 'sign.copy-code',
  name: { zh: '复制验签代码', en: 'Copy code that verifies' },
  pinyin: 'fzyqdm',
  icon: CodeXml,
  keys: [],
  screen: 'sign',
  applies: ({ made }) => Boolean(made?.code),
  perform: (desk) => desk.copy(desk.made?.code ?? ''),
}
