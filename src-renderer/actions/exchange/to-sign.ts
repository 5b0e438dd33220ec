import { KeyRound } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toSign: Action = {
  id: 'live.to-sign',
  name: { zh: '在「签名」里打开', en: 'Open it in Sign' },
  pinyin: 'zqmldk',
  icon: KeyRound,
  keys: [],
  screen: 'live',
  menu: 'exchange',
  applies: ({ detail, navigation }) => !navigation.alone && detail !== null,
  perform: ({ detail }) => detail?.openInSign(),
}
