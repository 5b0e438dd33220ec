import { UsersRound } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const nextAccount: Action = {
  id: 'app.next-account',
  name: { zh: '切换到下一个账号', en: 'Go to the next account' },
  pinyin: 'qhdxygzh',
  icon: UsersRound,
  keys: [],
  applies: ({ accounts }) => accounts?.several === true,
  perform: ({ accounts }) => accounts?.next(),
}
