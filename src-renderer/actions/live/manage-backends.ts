import { Server } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const manageBackends: Action = {
  id: 'live.backends',
  name: { zh: '管理后端', en: 'Manage the backends' },
  pinyin: 'glhd',
  icon: Server,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: (desk) => void (desk.panel = 'backends'),
}
