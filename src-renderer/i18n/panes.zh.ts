/** The texts of the panes that show received messages, and of the notes beside a value in them. */
export const payload = {
  xml: 'XML 原文',
  decrypted: 'XML 解密后',
  json: 'JSON',
  jsonText: 'JSON 原文',
  jsonDecrypted: 'JSON 解密后',
  laidOut: '排版后的 JSON',
  body: '请求体原文',
  noBody: '请求体为空，0 字节。',
  noMessage: '没有解析出消息',
  verification: '这是验证地址的请求，不含消息。',
  rejected: '请求被拒绝，没有按消息解析。原因见上面的诊断。',
  unreadable: '请求体不是可以解析的消息。',
  notUtf8: '请求体不是 UTF-8，这里是能读出的部分。',
  incomplete: '请求体不完整。',
  wrap: '自动换行',
  find: '查找',
  findIn: '在{what}里查找',
  resize: '调整 XML 与 JSON 的宽度',
  resizeList: '调整列表的宽度',
  bytes: '{count} 字节',
  showBytes: '原始字节',
  bytesTitle: '原始字节（十六进制）',
  large: '内容较大：不着色、不换行',
  largeWhy: '超过 100 万字符时关闭着色和自动换行，滚动和输入才不会卡顿。',
  openInConvert: '在转换里打开',
}

export const field = {
  label: '字段说明',
  hint: '把光标放到一个字段上，这里说明它是什么；鼠标停在上面，说明在它旁边。',
  tooLarge: '内容较大，两边不再互相标示。',
  unknown: '消息目录里没有这个字段的说明。',
  path: '字段路径',
  copyPath: '复制路径',
}

export const badge = {
  unsafeInteger: '> 2⁵³',
  unsafeIntegerNote: '超过 2⁵³−1，当成 number 会变：{value} → {read}。请当字符串保存。',
  unsafeIntegerLucky: '超过 2⁵³−1：这个值当成 number 恰好不变，下一个就未必。请当字符串保存。',
  leadingZero: '前导 0',
  leadingZeroNote: '当成数字会丢掉前面的 0：{value} → {read}。请当字符串保存。',
  controlCharacterNote: '{title}（从第 {offset} 字节起，从 0 数）',
  strayText: '游离文字',
}

/** The texts of an answer that is not one whole HTTP response. */
export const rawAnswer = {
  breaks: '原始字节（共 {bytes}）：从第 {at} 字节起不对',
  ends: '原始字节（共 {bytes}）：到这里就没有了',
  all: '显示全部字节',
  noStatus: '没有收到完整的 HTTP 响应，没有状态码。',
}
