import { CircleUserRound } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openAccount: Action = {
  id: 'app.account',
  name: { zh: '打开账号设置', en: 'Open the account' },
  pinyin: 'dkzhsz',
  icon: CircleUserRound,
  keys: [],
  applies: () => true,
  perform: (desk) => void (desk.panel = 'account'),
}
