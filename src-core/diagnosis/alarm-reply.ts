import type { Finding } from '../contract/exchange.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import type { JudgeBody } from './alarm.ts'
import { createFinding } from './finding.ts'

/**
 * The body of a reply, judged as far as this tree can: its place is that of `judgeReply`
 * (`judgeReply({ status: 200, headers: [], body, durationMs: 0 }, message).findings`).
 */
export const judgeAlarmReply: JudgeBody = (body) => {
  const text = new TextDecoder().decode(body)
  if (text === '' || text === 'success') return []
  if (text === '"success"') return [createNotXml(QUOTED)]
  if (/^\s*[{[]/.test(text)) return [createNotXml(JSON_BODY)]
  if (!/<xml[\s>/]/.test(text)) return [createNotXml(OTHER)]
  const parsed = parseLenient(body)
  if (parsed.ok) return []
  return [
    createFinding('reply.malformed', 'error', {
      title: { zh: '回复不是合格的 XML', en: 'The reply is not well-formed' },
      detail: {
        zh: `第 ${parsed.error.line} 行第 ${parsed.error.column} 列：${parsed.error.message.zh}`,
        en: `Line ${parsed.error.line}, column ${parsed.error.column}: ${parsed.error.message.en}`,
      },
    }),
  ]
}

function createNotXml(detail: Finding['detail']): Finding {
  return createFinding('reply.not-xml', 'error', {
    title: { zh: '回复既不是 XML，也不是 success', en: 'The reply is neither XML nor success' },
    detail,
  })
}

const QUOTED: Finding['detail'] = {
  zh: '回复是带引号的 "success"，共 9 字节：JSON 序列化器（Spring、NestJS、ASP.NET）给字符串加上了引号。',
  en: 'The reply is "success" with its quotes, 9 bytes: a JSON serialiser (Spring, NestJS, ASP.NET) put quotes around the string.',
}
const JSON_BODY: Finding['detail'] = {
  zh: '回复是 JSON；公众号的被动回复只能是 XML。',
  en: 'The reply is JSON; an official account’s passive reply must be XML.',
}
const OTHER: Finding['detail'] = {
  zh: '回复里没有 <xml>，多半是错误页或调试输出。',
  en: 'There is no <xml> in the reply: most likely an error page, or debugging output.',
}
