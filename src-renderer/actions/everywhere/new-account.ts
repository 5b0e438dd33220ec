import { Plus } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const newAccount: Action = {
  id: 'app.new-account',
  name: { zh: '新建账号', en: 'Create an account' },
  pinyin: 'xjzh',
  icon: Plus,
  keys: [],
  applies: ({ accounts }) => accounts !== null,
  perform: ({ accounts }) => accounts?.create(),
}
