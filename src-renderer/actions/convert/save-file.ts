import { Download } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const saveFile: Action = {
  id: 'convert.save',
  name: { zh: '保存到文件', en: 'Save to a file' },
  pinyin: 'bcdwj',
  icon: Download,
  keys: ['Ctrl+S'],
  screen: 'convert',
  applies: ({ convert }) => convert !== null,
  perform: ({ convert }) => convert?.save(),
}
