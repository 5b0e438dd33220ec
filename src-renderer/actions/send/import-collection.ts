import { FolderInput } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const importCollection: Action = {
  id: 'send.import',
  name: { zh: '导入合集', en: 'Import a collection' },
  pinyin: 'drhj',
  icon: FolderInput,
  keys: [],
  screen: 'send',
  applies: ({ sending }) => sending !== null,
  perform: ({ sending }) => sending?.import(),
}
