import type { Action } from '../kind/action.ts'
import { copyOpenId } from './copy-open-id.ts'
import { manageBackends } from './manage-backends.ts'

/** Opens the backends, too: each of them offers there to take the sender of the selected message. */
export const routeSender: Action = {
  ...manageBackends,
  id: 'live.route-sender',
  name: { zh: '把这个发送者转到后端', en: 'Route this sender to a backend' },
  pinyin: 'bzgfszzdhd',
  menu: 'exchange',
  applies: copyOpenId.applies,
}
