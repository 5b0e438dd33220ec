import { LockOpen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openDecryptionTab: Action = {
  id: 'sign.show-open',
  name: { zh: '看「解密」', en: 'Show Decrypt' },
  pinyin: 'kjm',
  icon: LockOpen,
  keys: ['2'],
  screen: 'sign',
  applies: ({ sign }) => sign !== null,
  perform: ({ sign }) => sign?.show('open'),
}
