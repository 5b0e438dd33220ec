/** The texts of a reply that is written before its message comes. */
export const ahead = {
  open: '先写好',
  ready: '已写好一条',
  title: '先写好一条回复',
  hint: '下一条消息到来时，这条回复就在输入框里，看过再发。',
  example: '收发双方是示例，消息到来时会换成真实的；图文显示几篇也取决于那条消息。',
  discard: '不用了',
}

/** The texts by which a waiting message is noticed, on whichever screen one is. */
export const waiting = {
  title: '({count}) {seconds} s 等待回复',
  missedTitle: '({count}) 超时未回复',
  badge: '{count} 条消息等待回复',
  missedBadge: '{count} 条消息超时未回复',
  announce: '新消息：{text}，{seconds} 秒内回复',
  announceMany: '{count} 条新消息，{seconds} 秒内回复',
  ended: '超时未回复，已自动回复 success：{text}',
  notification: '新消息，{seconds} 秒内回复',
  notify: '开启桌面通知：有消息等待回复时提醒',
  notifyDenied: '浏览器没有允许通知，可以在地址栏左侧的网站设置里改',
  missed: '{count} 条超时，已回 success',
  showMissed: '查看「{text}」',
  dismiss: '知道了',
  noText: '没有文字',
  stillWaiting: '还有 {count} 条消息等待回复，最先到时的一条还剩 {seconds} 秒。',
  closeAgain: '再关一次就退出，届时自动回复 success。',
  goThere: '去回复',
  patient: '测试消息等 60 秒',
  patientHint: '微信只等 5 秒。打开后，从这里发出的消息可以慢慢回复。',
}
