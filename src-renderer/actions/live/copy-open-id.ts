import { UserRound } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyOpenId: Action = {
  id: 'live.copy-openid',
  name: { zh: '复制 OpenID', en: 'Copy the OpenID' },
  pinyin: 'fzopenid',
  icon: UserRound,
  keys: [],
  screen: 'live',
  menu: 'exchange',
  applies: ({ live }) => Boolean(live?.exchange?.message?.from),
  perform: (desk) => desk.copy(desk.live?.exchange?.message?.from ?? ''),
}
