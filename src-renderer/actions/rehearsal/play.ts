import { Clapperboard } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const playRehearsal: Action = {
  id: 'send.rehearse',
  name: { zh: '开始演练', en: 'Play the rehearsal' },
  pinyin: 'ksyl',
  icon: Clapperboard,
  keys: [],
  screen: 'send',
  applies: ({ rehearsal }) => rehearsal?.canPlay ?? false,
  perform: ({ rehearsal }) => rehearsal?.play(),
}
