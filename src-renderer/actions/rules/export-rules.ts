import { Download } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const exportRules: Action = {
  id: 'live.export-rules',
  name: { zh: '导出规则文件', en: 'Export the rules' },
  pinyin: 'dcgzwj',
  icon: Download,
  keys: [],
  screen: 'live',
  applies: ({ rules }) => rules?.any === true,
  perform: ({ rules }) => rules?.export(),
}
