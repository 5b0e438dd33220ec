import type { Messages } from './zh.ts'

export const arrival: Messages['arrival'] = {
  open: 'Nothing comes from WeChat?',
  title: 'Nothing comes from WeChat',
  lead: 'Test messages show up, and WeChat has never called: most likely for one of these reasons. Go from top to bottom; each says how to make sure.',
  find: 'How to find out',
  command: 'command',
  close: 'Close',
}
