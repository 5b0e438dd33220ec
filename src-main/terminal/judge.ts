import { buffer } from 'node:stream/consumers'
import type { ExchangeMessage, Finding, Place } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { judgeAnswer } from '../../src-core/diagnosis/answer.ts'
import { createKeylessSealing } from '../../src-core/diagnosis/encryption/encrypted-reply.ts'
import { readFields, readMode } from '../../src-core/diagnosis/encryption/mode.ts'
import { readBody } from '../../src-core/exchange/read-body.ts'
import { readBodyMessage } from '../../src-core/exchange/receive.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { oneLine } from './one-line.ts'
import type { GivenFile } from './option.ts'
import { UsageError } from './usage-error.ts'
import { describeEvidence, SEVERITIES } from './words.ts'

const JUDGE = {
  name: 'judge',
  summary: { zh: '判断微信会怎样对待一个回复', en: 'say what WeChat would make of a reply' },
  stdin: {
    value: 'reply',
    text: { zh: '回复的内容，逐字节判断', en: 'the body of the reply, judged byte by byte' },
  },
  options: {
    request: {
      kind: 'file',
      value: 'FILE',
      required: true,
      text: {
        zh: '这个回复所回复的消息，XML 或 JSON 文件',
        en: 'the message that is replied to, XML or JSON',
      },
    },
    status: {
      kind: 'integer',
      value: 'N',
      min: 100,
      max: 599,
      default: 200,
      text: { zh: '回复的 HTTP 状态码', en: 'HTTP status of the reply' },
    },
    took: {
      kind: 'integer',
      value: 'MS',
      min: 0,
      max: 3_600_000,
      default: 0,
      text: { zh: '回复用了多少毫秒', en: 'how many milliseconds the reply took' },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象，带上改好的内容',
        en: 'print one JSON object, with the mended text',
      },
    },
  },
} as const satisfies CommandTable

export const judgeCommand = createCommand(JUDGE, async (values, { stdin, stdout, language }) => {
  const message = readRequest(values.request)
  const body = await buffer(stdin)
  const { status, took: durationMs } = values
  const sealing = createKeylessSealing(message ? readMode(readFields(message.json)) : 'plaintext')
  const { verdict, findings } = judgeAnswer({ status, headers: [], body, durationMs }, { message, sealing })
  if (values.json) stdout.write(`${JSON.stringify({ verdict, findings })}\n`)
  else stdout.write([verdict, ...findings.map((one) => describeFinding(one, language)), ''].join('\n'))
  return verdict === 'accepted' || verdict === 'ignored' ? 0 : 1
})

function readRequest({ path, bytes }: GivenFile): ExchangeMessage | null {
  const body = readBody(bytes)
  if (body.json || body.parsed.ok) return readBodyMessage(body)
  const { line, column, message } = body.parsed.error
  throw new UsageError({
    zh: `--request 不能用：${path}:${line}:${column} 读不成 XML：${message.zh}`,
    en: `--request cannot be used: ${path}:${line}:${column} cannot be read as XML: ${message.en}`,
  })
}

function describeFinding(finding: Finding, language: keyof Bilingual): string {
  const { code, severity, title, at } = finding
  const place = at ? `  (${describePlace(at)})` : ''
  const evidence = `  [${describeEvidence(finding)[language]}]`
  return `${code}  ${SEVERITIES[severity][language]}  ${oneLine(title[language] + place + evidence)}`
}

/** `3:5 /xml/Content`, a header’s name, or `status`. */
function describePlace(at: Place): string {
  if (at.in === 'reply-body' || at.in === 'request-body')
    return `${at.line}:${at.column}${at.path === undefined ? '' : ` ${at.path}`}`
  if (at.in === 'reply-header' || at.in === 'request-header') return at.name
  return at.in === 'query' ? at.key : at.in === 'reply-status' ? 'status' : 'request'
}
