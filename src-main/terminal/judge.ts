import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import type { ExchangeMessage, Finding, Place } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { judgeReply } from '../../src-core/diagnosis/reply/judge-reply.ts'
import { readMessage } from '../../src-core/exchange/receive.ts'
import { parseLenient } from '../../src-core/xml/parse/lenient.ts'
import { integer, required, UsageError } from './command.ts'
import type { TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'
import { SEVERITIES } from './words.ts'

export const judgeCommand: TerminalCommand = {
  usage: 'judge --request req.xml [--status 200] [--took MS] [--json] < reply',
  summary: { zh: '判断微信会怎样对待一个回复', en: 'say what WeChat would make of a reply' },
  options: {
    request: { type: 'string' },
    status: { type: 'string' },
    took: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values, { stdin, stdout, language }) {
    const message = readRequest(required(values, 'request'))
    const status = integer(values, 'status', 200, 599)
    if (status < 100) {
      throw new UsageError({
        zh: `--status 应为 100 到 599，而不是 ${status}`,
        en: `--status is from 100 to 599, not ${status}`,
      })
    }
    const durationMs = integer(values, 'took', 0, 3_600_000)
    const body = await buffer(stdin)
    const { verdict, findings } = judgeReply({ status, headers: [], body, durationMs }, message)
    if (values['json']) stdout.write(`${JSON.stringify({ verdict, findings })}\n`)
    else stdout.write([verdict, ...findings.map((one) => describeFinding(one, language)), ''].join('\n'))
    return verdict === 'accepted' || verdict === 'ignored' ? 0 : 1
  },
}

function readRequest(path: string): ExchangeMessage {
  const parsed = parseLenient(readFile(path))
  if (parsed.ok) return readMessage(parsed)
  const { line, column, message } = parsed.error
  throw new UsageError({
    zh: `${path}:${line}:${column} 读不成 XML：${message.zh}`,
    en: `${path}:${line}:${column} cannot be read as XML: ${message.en}`,
  })
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw new UsageError({
      zh: `读不了文件 ${path}（${code}）`,
      en: `cannot read the file ${path} (${code})`,
    })
  }
}

function describeFinding({ code, severity, title, at }: Finding, language: keyof Bilingual): string {
  const place = at ? `  (${describePlace(at)})` : ''
  return `${code}  ${SEVERITIES[severity][language]}  ${oneLine(title[language] + place)}`
}

/** `3:5 /xml/Content`, a header’s name, or `status`. */
function describePlace(at: Place): string {
  if (at.in === 'reply-body' || at.in === 'request-body')
    return `${at.line}:${at.column}${at.path === undefined ? '' : ` ${at.path}`}`
  if (at.in === 'reply-header' || at.in === 'request-header') return at.name
  return at.in === 'query' ? at.key : at.in === 'reply-status' ? 'status' : 'request'
}
