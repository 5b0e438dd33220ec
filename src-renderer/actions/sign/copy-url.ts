import { Link } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copySignedUrl: Action = {
  id: 'sign.copy-url',
  name: { zh: '复制签好名的 URL', en: 'Copy the signed URL' },
  pinyin: 'fzqhmdurl',
  icon: Link,
  keys: [],
  screen: 'sign',
  applies: ({ made }) => Boolean(made?.url),
  perform: (desk) => desk.copy(desk.made?.url ?? ''),
}
