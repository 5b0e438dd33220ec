import { LayoutTemplate } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openTemplates: Action = {
  id: 'live.templates',
  name: { zh: '选用模板', en: 'Choose a template' },
  pinyin: 'xymb',
  icon: LayoutTemplate,
  keys: ['Alt+ArrowDown'],
  screen: 'live',
  applies: ({ live, reply }) => live?.cover === null && reply !== null,
  perform: (desk) => void (desk.panel = 'templates'),
}
