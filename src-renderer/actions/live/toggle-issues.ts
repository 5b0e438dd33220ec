import { TriangleAlert } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const toggleIssues: Action = {
  id: 'live.issues',
  name: { zh: '打开或关闭问题', en: 'Open or close the issues' },
  pinyin: 'dkhgbwt',
  icon: TriangleAlert,
  keys: ['i'],
  screen: 'live',
  applies: ({ issues, live }) => Boolean(issues && live?.hasRows),
  perform: ({ issues }) => issues?.toggle(),
}
