import { CommandFailure } from '../../contract/errors.ts'
import type { Exchange } from '../../contract/exchange.ts'
import type { CopyForm } from '../../contract/sharing.ts'
import type { CodeLanguage } from '../../contract/signing.ts'
import type { Bilingual } from '../../contract/text.ts'
import { CODE_WRITERS } from '../code/code-writers.ts'
import { copyRequest, isWhole } from '../copied-request.ts'
import type { CopiedRequest } from '../copied-request.ts'
import { writeForAssistant } from './assistant.ts'
import { writeCurl } from './curl.ts'
import { writeHttp, writeUrl } from './http.ts'
import { writeReport } from './report.ts'

export interface CopyOrder {
  form: Exclude<CopyForm, 'curl-anew'>
  code: CodeLanguage
  language: keyof Bilingual
  /** Of our responder, where an incoming request goes again. */
  origin: string
  version: string
  redacted: boolean
}

/** A copy without what `exchange.copy` adds. */
export interface Written {
  text: string
  file: string
  command: string | null
}

/**
 * Writes an exchange, which is redacted already if it is for others. Throws BODY_INCOMPLETE, and INVALID_INPUT if it has
 * no message.
 */
export function copyExchange(
  exchange: Exchange,
  { form, code, language, origin, version, redacted }: CopyOrder,
): Written {
  const file = (text: string, ending: string): Written => ({
    text,
    file: `${exchange.id}.${ending}`,
    command: null,
  })
  switch (form) {
    case 'curl':
      return file(writeCurl(requestOf(exchange, origin)), 'sh')
    case 'http':
      return file(writeHttp(exchange), 'http')
    case 'url':
      return file(writeUrl(exchange, origin), 'txt')
    case 'xml':
      return file(messageOf(exchange).xml, messageOf(exchange).format === 'json' ? 'json' : 'xml')
    case 'json':
      return file(JSON.stringify(messageOf(exchange).json, null, 2), 'json')
    case 'exchange':
      return file(JSON.stringify(exchange, null, 2), 'json')
    case 'report':
      return file(writeReport(exchange, language, { version, redacted }), 'md')
    case 'assistant':
      return file(writeForAssistant(exchange, language), 'txt')
    case 'request': {
      const text = CODE_WRITERS[code].writeRequest(requestOf(exchange, origin), language)
      return { text, ...CODE_WRITERS[code].run.request }
    }
    case 'handler':
      return { text: CODE_WRITERS[code].writeHandler(language), ...CODE_WRITERS[code].run.handler }
  }
}

function requestOf(exchange: Exchange, origin: string): CopiedRequest {
  if (isWhole(exchange)) return copyRequest(exchange, origin)
  throw new CommandFailure('BODY_INCOMPLETE', `Only a part of the body of exchange ${exchange.id} was kept.`)
}

function messageOf({ id, message }: Exchange): NonNullable<Exchange['message']> {
  if (message) return message
  throw new CommandFailure('INVALID_INPUT', `Exchange ${id} has no message.`)
}
