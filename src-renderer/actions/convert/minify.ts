import { Braces } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const minify: Action = {
  id: 'convert.minify',
  name: { zh: '压缩', en: 'Minify' },
  pinyin: 'ys',
  icon: Braces,
  keys: [],
  screen: 'convert',
  applies: ({ convert }) => convert?.isEmpty === false,
  perform: ({ convert }) => convert?.minify(),
}
