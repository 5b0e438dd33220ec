import { Copy } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const copyReport: Action = {
  id: 'check-up.copy-report',
  name: { zh: '复制报告', en: 'Copy the report' },
  pinyin: 'fzbg',
  icon: Copy,
  keys: [],
  screen: 'check-up',
  applies: ({ checkUp }) => checkUp?.canReport ?? false,
  perform({ checkUp, copy }) {
    if (checkUp) copy(() => checkUp.writeReport())
  },
}
