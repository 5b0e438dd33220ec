import type { Messages } from './zh.ts'

export const attempts: Messages['attempts'] = {
  label: 'Attempts',
  counted: 'counted',
  countedWhy: 'WeChat took this reply, and asks no more',
  tooLate: 'Too late',
  hungUp: 'Hung up unanswered',
  status: 'HTTP {status}',
  replied: 'Replied',
  success: 'Acknowledged, nothing shown',
  invalid: 'Invalid reply',
}

export const place: Messages['place'] = {
  replyStatus: 'status',
  reply: 'reply {what}',
}

export const repair: Messages['repair'] = {
  mend: 'Mend',
  showHint: 'See what mending it changes',
  applyHint: 'Put the mended reply in its place',
  changes: 'Changed lines',
  removed: 'Removed',
  added: 'Added',
  more: '{count} more changed line | {count} more changed lines',
  copy: 'Copy mended reply',
  copyHint: 'The whole reply, with this one thing changed',
}
