import { Smartphone } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const turnReplyView: Action = {
  id: 'live.reply-view',
  name: { zh: '切换回复的显示：手机、原文、字节', en: 'Switch the reply between phone, source and bytes' },
  pinyin: 'qhhfdxssjywzj',
  icon: Smartphone,
  keys: ['b'],
  screen: 'live',
  applies: ({ replyViews }) => replyViews?.several ?? false,
  perform: ({ replyViews }) => replyViews?.turn(),
}
