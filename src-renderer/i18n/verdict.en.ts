import type { Messages } from './zh.ts'

export const attempts: Messages['attempts'] = {
  label: 'Deliveries',
  counted: 'counted',
  countedWhy: 'WeChat accepted this reply and does not send the message again',
  tooLate: 'Too late',
  hungUp: 'No reply came',
  status: 'HTTP {status}',
  replied: 'Replied',
  invalid: 'Invalid reply',
}

export const place: Messages['place'] = {
  replyStatus: 'status',
  reply: 'reply {what}',
  byte: 'byte {offset}',
}

export const repair: Messages['repair'] = {
  mend: 'Fix',
  showHint: 'See what the fix changes',
  applyHint: 'Use the fixed reply instead',
  changes: 'Changed lines',
  removed: 'Removed',
  added: 'Added',
  more: '{count} more changed line | {count} more changed lines',
  copy: 'Copy fixed reply',
  copyHint: 'The whole reply, with this one thing changed',
}

export const why: Messages['why'] = {
  verification:
    'The signature is right, and echostr was returned unchanged. WeChat would accept this address.',
  replied: 'The reply is {reply}, which WeChat would deliver to the user.',
  answered: 'The reply says that the push was dealt with; WeChat does not send it again.',
  unjudged: 'Whether WeChat accepts this reply was not judged.',
  success: 'The reply is success: the user sees nothing, WeChat does not retry.',
  empty: 'The reply is empty: the user sees nothing, WeChat does not retry.',
  retried: 'WeChat would count this as no valid reply, and send the message again.',
  fault: 'The user would see “该公众号提供的服务出现故障，请稍后再试” (the service is faulty).',
  likelyRetried: 'WeChat would most likely count this as no valid reply, and send the message again.',
  last: 'WeChat would count this as no valid reply. It was the last delivery: the message does not come again.',
  likelyLast:
    'WeChat would most likely count this as no valid reply. It was the last delivery: the message does not come again.',
  likelyFault:
    'The user would most likely see “该公众号提供的服务出现故障，请稍后再试” (the service is faulty).',
  rejected: 'The request was not handled as a message; HTTP {status} was returned.',
  backendVerified: 'The backend returned echostr unchanged; WeChat would accept the address.',
  backendNotVerified: 'The backend did not pass; WeChat would not accept the address.',
  notVerified: 'The address was not verified; HTTP {status} was returned, without echostr.',
  aborted: 'The other side hung up before there was a reply, so nothing was sent.',
}

export const evidence: Messages['evidence'] = {
  label: 'Evidence',
  page: 'official page',
  basis: 'basis',
  sources: '{count} source | {count} sources',
  list: 'Sources',
}
