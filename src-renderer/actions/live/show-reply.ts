import { Reply } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showReply: Action = {
  id: 'live.show-reply',
  name: { zh: '查看「回复」', en: 'Show Reply' },
  pinyin: 'ckhf',
  icon: Reply,
  keys: ['2'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('reply') ?? false,
  perform: ({ detail }) => detail?.show('reply'),
}
