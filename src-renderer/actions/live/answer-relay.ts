import { Workflow } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const answerRelay: Action = {
  id: 'live.by-relay',
  name: { zh: '改为转发到后端', en: 'Relay to the backend' },
  pinyin: 'gwzfdhd',
  icon: Workflow,
  keys: [],
  screen: 'live',
  applies: ({ answering }) => answering?.canRelay === true,
  perform: ({ answering }) => answering?.choose('relay'),
}
