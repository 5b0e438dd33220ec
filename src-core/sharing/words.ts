import type { Mode } from '../contract/exchange.ts'
import type { Severity } from '../contract/findings/kind.ts'
import type { Bilingual } from '../contract/text.ts'

/** The words of everything that is given away. */
export const WORDS = {
  title: { zh: '收发记录', en: 'Exchanges' },
  time: { zh: '时间', en: 'Time' },
  direction: { zh: '方向', en: 'Direction' },
  in: { zh: '收到', en: 'received' },
  out: { zh: '发出', en: 'sent' },
  mode: { zh: '加解密方式', en: 'Mode' },
  attempt: { zh: '第几次推送', en: 'Delivery' },
  duration: { zh: '用时', en: 'Took' },
  status: { zh: '状态码', en: 'Status' },
  run: { zh: '批次', en: 'Run' },
  rule: { zh: '规则', en: 'Rule' },
  session: { zh: '导入自', en: 'Imported from' },
  note: { zh: '备注', en: 'Note' },
  findings: { zh: '诊断', en: 'Findings' },
  none: { zh: '没有', en: 'none' },
  fix: { zh: '怎么改', en: 'Fix' },
  basis: { zh: '依据', en: 'Basis' },
  message: { zh: '消息', en: 'Message' },
  request: { zh: '请求', en: 'Request' },
  reply: { zh: '响应', en: 'Response' },
  plain: { zh: '加密前的回复', en: 'The reply before encryption' },
  backend: { zh: '后端', en: 'Backend' },
  by: { zh: '由 mpscope 导出', en: 'Exported by mpscope' },
  whole: { zh: '未脱敏，只给自己看', en: 'not redacted, for yourself' },
  redacted: { zh: '已脱敏', en: 'redacted' },
  count: { zh: '次收发', en: 'exchanges' },
} as const satisfies Record<string, Bilingual>

export const MODE_WORDS: Readonly<Record<Mode, Bilingual>> = {
  plaintext: { zh: '明文', en: 'plaintext' },
  compatible: { zh: '兼容', en: 'compatible' },
  safe: { zh: '安全', en: 'safe' },
}

export const SEVERITY_WORDS: Readonly<Record<Severity, Bilingual>> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '警告', en: 'Warning' },
  info: { zh: '提示', en: 'Info' },
}
