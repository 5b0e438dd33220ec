import { FilePenLine } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const editAndReplay: Action = {
  id: 'live.edit-replay',
  name: { zh: '编辑后重放', en: 'Edit and replay it' },
  pinyin: 'bjhcf',
  icon: FilePenLine,
  keys: ['e'],
  screen: 'live',
  menu: 'exchange',
  applies: (desk) => desk.replay?.can ?? false,
  perform: (desk) => desk.replay?.edit(),
}
