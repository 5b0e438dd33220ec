import { FileDown } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const exportExchanges: Action = {
  id: 'live.export',
  name: { zh: '导出收发记录', en: 'Export exchanges' },
  pinyin: 'dcsfjl',
  icon: FileDown,
  keys: [],
  screen: 'live',
  applies: ({ share, live }) => share !== null && (live?.hasRows ?? false),
  perform: ({ share }) => share?.openTransfer(),
}
