import { MessageSquare } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showMessage: Action = {
  id: 'live.show-message',
  name: { zh: '查看「消息」', en: 'Show Message' },
  pinyin: 'ckxx',
  icon: MessageSquare,
  keys: ['1'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('message') ?? false,
  perform: ({ detail }) => detail?.show('message'),
}
