/** The texts of an exchange's attempts, and of a finding's place and repair. */
export const attempts = {
  label: '每次投递',
  counted: '生效',
  countedWhy: '微信收下了这次的回复，此后不再重发',
  tooLate: '回复超时',
  hungUp: '没有回复就断开了',
  status: 'HTTP {status}',
  replied: '回复了消息',
  success: '只确认，没有内容',
  invalid: '回复无效',
}

export const place = {
  replyStatus: '状态码',
  reply: '回复 {what}',
}

export const repair = {
  mend: '改好',
  showHint: '看看改好之后有什么不同',
  applyHint: '用改好的回复替换现在的',
  changes: '改动的行',
  removed: '删去',
  added: '改为',
  more: '还有 {count} 行改动',
  copy: '复制改好的回复',
  copyHint: '完整的回复，只改了这一处',
}
