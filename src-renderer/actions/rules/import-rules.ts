import { FolderOpen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const importRules: Action = {
  id: 'live.import-rules',
  name: { zh: '导入规则文件', en: 'Import rules' },
  pinyin: 'drgzwj',
  icon: FolderOpen,
  keys: [],
  screen: 'live',
  applies: ({ rules }) => rules !== null,
  perform: ({ rules }) => rules?.import(),
}
