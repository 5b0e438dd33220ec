import { Server } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showBackends: Action = {
  id: 'live.show-backends',
  name: { zh: '查看「后端」', en: 'Show Backends' },
  pinyin: 'ckhd',
  icon: Server,
  keys: ['6'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('backends') ?? false,
  perform: ({ detail }) => detail?.show('backends'),
}
