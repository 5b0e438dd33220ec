import { Send } from '@lucide/vue'
import type { Action } from '../kind/action.ts'
import type { Desk } from '../kind/desk.ts'

/** Behind a panel, or beside another row, the reply is not seen: then the message is shown first, and nothing is sent. */
function isSeen({ live, reply }: Desk): boolean {
  return live?.cover === null && reply !== null
}

export const answer: Action = {
  id: 'live.answer',
  name: { zh: '发送回复', en: 'Send the reply' },
  pinyin: 'fshf',
  icon: Send,
  keys: ['Ctrl+Enter'],
  screen: 'live',
  applies: (desk) => (isSeen(desk) ? desk.reply?.canSend === true : desk.waiting?.any() === true),
  perform: (desk) => (isSeen(desk) ? desk.reply?.send() : desk.waiting?.go()),
}
