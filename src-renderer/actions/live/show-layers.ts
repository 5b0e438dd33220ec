import { LockOpen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showLayers: Action = {
  id: 'live.show-layers',
  name: { zh: '查看「解密」', en: 'Show Decryption' },
  pinyin: 'ckjm',
  icon: LockOpen,
  keys: ['5'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('layers') ?? false,
  perform: ({ detail }) => detail?.show('layers'),
}
