import type { Messages } from './zh.ts'

export const ahead: Messages['ahead'] = {
  open: 'Write ahead',
  ready: 'One is ready',
  title: 'Write a reply ahead',
  hint: 'When the next message arrives, this reply is ready in the form for you to check and send.',
  example:
    'Sender and receiver are examples until the message is there; how many articles are shown depends on it, too.',
  discard: 'Discard',
}

export const waiting: Messages['waiting'] = {
  title: '({count}) {seconds} s to reply',
  missedTitle: '({count}) no reply in time',
  badge: '{count} message waits for a reply | {count} messages wait for a reply',
  missedBadge: '{count} message got no reply in time | {count} messages got no reply in time',
  announce: 'New message: {text}. {seconds} seconds to reply',
  announceMany: '{count} new messages. {seconds} seconds to reply',
  ended: 'No reply in time; success was sent: {text}',
  notification: 'New message, {seconds} s to reply',
  notify: 'Turn on desktop notifications for messages that wait',
  notifyDenied: 'The browser blocks notifications; change this in the site settings next to the address',
  missed: '{count} timed out; success sent',
  showMissed: 'Show “{text}”',
  dismiss: 'Dismiss',
  noText: 'no text',
  stillWaiting:
    '{count} message still waits for a reply; {seconds} s left. | {count} messages still wait for a reply; the nearest has {seconds} s left.',
  closeAgain: 'Close again to quit; success is then sent automatically.',
  goThere: 'Reply',
  patient: 'Test messages wait 60 s',
  patientHint: 'WeChat waits for 5 s. With this on, you can take your time with messages sent from here.',
}
