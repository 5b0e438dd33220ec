import type { Messages } from './zh.ts'

export const relay: Messages['relay'] = {
  backend: 'Backend',
  backendOf: 'relay to {name}',
  guard: 'Guard: send success if the reply is late or invalid',
  guardHint: 'No fault prompt and no retry; the exchange says what was replaced, and why',
  wait: 'Waiting time (seconds)',
  waitHint: 'Then success goes by itself; WeChat waits for 5 s',
  waitWrong: 'Seconds from 0.1 to 60, please',
  duplicates: 'Repeated deliveries',
  duplicatesHint: 'WeChat sends a message again when it got no valid reply.',
  again: 'Answer again',
  same: 'Same as the first',
  success: 'success',
  manage: 'Manage backends',
  count: '{count} backend | {count} backends',
  none: 'No backend yet',
  copying: '{count} with copies',
}

export const backends: Messages['backends'] = {
  title: 'Backends',
  back: 'Back to the answer',
  hint: 'Your own servers. One that gets copies is sent every message; its reply is shown and goes nowhere.',
  name: 'Name',
  url: 'Address',
  nameWrong: '1 to 64 characters, please',
  urlWrong: 'A whole http:// or https:// address, without user or password',
  copies: 'Gets copies',
  copiesOf: '{name} gets copies',
  answering: 'Answers now',
  remove: 'Remove the backend {name}',
  newUrl: 'Address of a backend',
  add: 'Add',
}

export const backendReplies: Messages['backendReplies'] = {
  label: 'Replies of backends',
  chosen: 'Sent back',
  chosenHint: 'WeChat got this reply',
  guarded: 'Replaced by success',
  guardedHint: 'This reply was not sent; WeChat got success',
  copy: 'Copy',
  copyHint: 'Only shown; this reply was not sent',
  more: 'Reply of {name}',
  findings: 'Findings on {name}',
  body: 'Body from {name}',
  headers: '{count} header | {count} headers',
  empty: 'Empty body, 0 bytes.',
  notText: 'The body is no UTF-8 text; it has {count} bytes.',
}
