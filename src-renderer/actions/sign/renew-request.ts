import { RefreshCw } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const renewRequest: Action = {
  id: 'sign.renew',
  name: { zh: '换成现在的 timestamp 和随机的 nonce', en: 'Take the present timestamp and a random nonce' },
  pinyin: 'hcxzdtimestamphsjdnonce',
  icon: RefreshCw,
  keys: [],
  screen: 'sign',
  applies: ({ sign }) => sign?.tab === 'signature',
  perform: ({ sign }) => sign?.renew(),
}
