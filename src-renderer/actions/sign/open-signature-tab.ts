import { Signature } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openSignatureTab: Action = {
  id: 'sign.show-signature',
  name: { zh: '看「签名」', en: 'Show Signature' },
  pinyin: 'kqm',
  icon: Signature,
  keys: ['1'],
  screen: 'sign',
  applies: ({ sign }) => sign !== null,
  perform: ({ sign }) => sign?.show('signature'),
}
