import type { Messages } from './zh.ts'

export const arrival: Messages['arrival'] = {
  open: 'Nothing comes from WeChat?',
  title: 'Nothing comes from WeChat',
  so: {
    never: 'No request from the internet has been seen at this account’s address yet.',
    called:
      'Requests from the internet have reached this account’s address, but WeChat’s verification has not passed yet.',
    verified: 'WeChat’s verification has passed, but no real message has arrived yet.',
    received:
      'This account has received messages from WeChat; if they no longer come, something on the way has changed.',
  },
  lead: 'Most likely one of these is the reason. Go from top to bottom; each says how to make sure.',
  find: 'How to find out',
  command: 'command',
  close: 'Close',
}
