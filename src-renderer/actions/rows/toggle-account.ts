import { ListFilter } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleAccount: Action = {
  id: 'live.toggle-account',
  name: { zh: '切换「全部账号」和「本账号」', en: 'Switch between all accounts and this one' },
  pinyin: 'qhqbzhhbzh',
  icon: ListFilter,
  keys: [],
  screen: 'live',
  applies: ({ rows }) => rows?.hasSeveralAccounts() ?? false,
  perform: ({ rows }) => rows?.toggleAccount(),
}
