import { Signature } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showSignature: Action = {
  id: 'live.show-signature',
  name: { zh: '查看「签名」', en: 'Show Signature' },
  pinyin: 'ckqm',
  icon: Signature,
  keys: ['4'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('signature') ?? false,
  perform: ({ detail }) => detail?.show('signature'),
}
