/** The texts of a verdict, of an exchange's attempts, and of a finding's place, repair and evidence. */
export const attempts = {
  label: '每次推送',
  counted: '生效',
  countedWhy: '微信收下了这次的回复，此后不再重发',
  tooLate: '回复超时',
  hungUp: '没有收到回复',
  status: 'HTTP {status}',
  replied: '回复了消息',
  invalid: '回复无效',
}

export const place = {
  replyStatus: '状态码',
  reply: '回复 {what}',
  byte: '第 {offset} 字节',
}

export const repair = {
  mend: '修复',
  showHint: '看看修复之后有什么不同',
  applyHint: '用修复后的回复替换现在的',
  changes: '改动的行',
  removed: '删去',
  added: '改为',
  more: '还有 {count} 行改动',
  copy: '复制修复后的回复',
  copyHint: '完整的回复，只改了这一处',
}

export const why = {
  verification: '签名正确，echostr 已原样返回，微信会接受这个地址。',
  replied: '回复了{reply}，微信会把它送达用户。',
  answered: '回复表示已经处理，微信不再推送这一条。',
  unjudged: '没有判断微信会不会接受这个回复。',
  success: '回复了 success：用户看不到内容，微信不再重发。',
  empty: '回复了空内容：用户看不到内容，微信不再重发。',
  retried: '微信会认为没有收到有效的回复，并重发这条消息。',
  fault: '用户会看到「该公众号提供的服务出现故障，请稍后再试」。',
  likelyRetried: '微信很可能会认为没有收到有效的回复，并重发这条消息。',
  last: '微信会认为没有收到有效的回复。这是最后一次推送，微信不再重发。',
  likelyLast: '微信很可能会认为没有收到有效的回复。这是最后一次推送，微信不再重发。',
  likelyFault: '用户很可能会看到「该公众号提供的服务出现故障，请稍后再试」。',
  rejected: '请求没有按消息处理，已回复 HTTP {status}。',
  backendVerified: '后端原样返回了 echostr，微信会接受这个地址。',
  backendNotVerified: '后端没有通过验证，微信不会接受这个地址。',
  notVerified: '验证没有通过，已回复 HTTP {status}，没有返回 echostr。',
  aborted: '对方没等到回复就断开了，什么也没有发出。',
}

export const evidence = {
  label: '依据',
  page: '官方页面',
  basis: '说明',
  sources: '来源 {count} 个',
  list: '来源',
}
