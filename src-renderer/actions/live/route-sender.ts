import type { Action } from '../kind/action.ts'
import { copyOpenId } from './copy-open-id.ts'
import { manageBackends } from './manage-backends.ts'

/** Opens the backends of the message's account: each of them offers there to take its sender. */
export const routeSender: Action = {
  ...manageBackends,
  id: 'live.route-sender',
  name: { zh: '把这个发送者转到后端', en: 'Route this sender to a backend' },
  pinyin: 'bzgfszzdhd',
  menu: 'exchange',
  applies: copyOpenId.applies,
  perform(desk) {
    const owner = desk.live?.exchange?.account
    if (owner) desk.accounts?.choose(owner)
    void manageBackends.perform(desk)
  },
}
