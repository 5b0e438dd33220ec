import { FolderOpen } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openFile: Action = {
  id: 'convert.open',
  name: { zh: '打开文件', en: 'Open a file' },
  pinyin: 'dkwj',
  icon: FolderOpen,
  keys: ['Ctrl+O'],
  screen: 'convert',
  applies: ({ convert }) => convert !== null,
  perform: ({ convert }) => convert?.openFile(),
}
