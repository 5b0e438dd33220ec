import { Link } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyAddress: Action = {
  id: 'live.copy-address',
  name: { zh: '复制本地地址', en: 'Copy the local address' },
  pinyin: 'fzbddz',
  icon: Link,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering !== null,
  perform: (desk) => desk.copy(desk.answering?.address ?? ''),
}
