import { FileDown } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const exportBurst: Action = {
  id: 'send.burst-export',
  name: { zh: '导出 Locust 文件', en: 'Export a locustfile' },
  pinyin: 'dclocustwj',
  icon: FileDown,
  keys: [],
  screen: 'send',
  applies: ({ burst }) => burst?.canExport ?? false,
  perform: ({ burst }) => burst?.export(),
}
