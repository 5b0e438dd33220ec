import { Lock } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openEncryptionTab: Action = {
  id: 'sign.show-seal',
  name: { zh: '看「加密」', en: 'Show Encrypt' },
  pinyin: 'kjm',
  icon: Lock,
  keys: ['3'],
  screen: 'sign',
  applies: ({ sign }) => sign !== null,
  perform: ({ sign }) => sign?.show('seal'),
}
