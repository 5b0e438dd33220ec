import { FileUp } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const importExchanges: Action = {
  id: 'live.import',
  name: { zh: '导入收发记录', en: 'Import exchanges' },
  pinyin: 'drsfjl',
  icon: FileUp,
  keys: [],
  screen: 'live',
  applies: ({ share }) => share !== null,
  perform: ({ share }) => share?.import(),
}
