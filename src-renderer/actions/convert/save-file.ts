import { Download } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const saveFile: Action = {
  id: 'convert.save',
  name: { zh: '存为文件', en: 'Save as a file' },
  pinyin: 'cwwj',
  icon: Download,
  keys: ['Ctrl+S'],
  screen: 'convert',
  applies: ({ convert }) => convert !== null,
  perform: ({ convert }) => convert?.save(),
}
