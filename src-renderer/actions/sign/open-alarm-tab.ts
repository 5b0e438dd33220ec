import { TriangleAlert } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const openAlarmTab: Action = {
  id: 'sign.show-alarm',
  name: { zh: '看「报警」', en: 'Show Alarm' },
  pinyin: 'kbj',
  icon: TriangleAlert,
  keys: ['4'],
  screen: 'sign',
  applies: ({ sign }) => sign !== null,
  perform: ({ sign }) => sign?.show('alarm'),
}
