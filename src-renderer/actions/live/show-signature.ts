import { Signature } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showSignature: Action = {
  id: 'live.show-signature',
  name: { zh: '看「签名」', en: 'Show Signature' },
  pinyin: 'kqm',
  icon: Signature,
  keys: ['4'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('signature') ?? false,
  perform: ({ detail }) => detail?.show('signature'),
}
