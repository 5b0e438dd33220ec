import { ArrowDownToLine } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showRequest: Action = {
  id: 'live.show-request',
  name: { zh: '查看「请求」', en: 'Show Request' },
  pinyin: 'ckqq',
  icon: ArrowDownToLine,
  keys: ['3'],
  screen: 'live',
  applies: ({ detail }) => detail?.tabs.includes('request') ?? false,
  perform: ({ detail }) => detail?.show('request'),
}
