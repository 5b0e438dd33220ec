import { KeyRound } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const newKey: Action = {
  id: 'sign.new-key',
  name: { zh: '换成随机的 EncodingAESKey', en: 'Take a random EncodingAESKey' },
  pinyin: 'hcsjdencodingaeskey',
  icon: KeyRound,
  keys: [],
  screen: 'sign',
  applies: ({ sign, seal }) => sign?.tab === 'seal' && seal !== null,
  perform: ({ seal }) => seal?.createKey(),
}
