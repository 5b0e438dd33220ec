import { SquareChevronRight } from '@lucide/vue'
import type { Action } from '../kind/action.ts'

export const showOutput: Action = {
  id: 'live.tunnel-output',
  name: { zh: '查看隧道的输出', en: 'Show the tunnel’s output' },
  pinyin: 'cksddsc',
  icon: SquareChevronRight,
  keys: [],
  screen: 'live',
  applies: ({ live }) => live !== null,
  perform: (desk) => (desk.live?.showReach(), void (desk.panel = 'tunnel-output')),
}
