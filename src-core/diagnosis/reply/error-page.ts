import type { Finding } from '../../contract/exchange.ts'
import { createFinding } from '../finding.ts'
import { findCause } from '../own-words/find-cause.ts'
import { namesException, readTellingLine } from '../own-words/telling-line.ts'
import { readPage } from '../page/page.ts'
import type { JudgedReply } from './judged-reply.ts'
import { findPhpNotice } from './php-notice.ts'

/**
 * Creates the finding for an error page that comes with 200. Returns null if the body names no exception, and for PHP's
 * messages of unknown cause, which have words of their own. `repair` is the reply that stands beside the message.
 */
export function createErrorPage(reply: JudgedReply, repair: string | undefined): Finding | null {
  const page = readPage(reply)
  const line = readTellingLine(page)
  const notice = findPhpNotice(page.text)
  if (!line || !(namesException(line.text) || notice !== null)) return null
  const cause = findCause(page, reply.status, { to: 'push' })?.cause
  if (!cause && notice !== null) return null
  const named = cause?.title ?? {
    zh: '回复是一条出错信息，不是 XML',
    en: 'The reply is an error message, not XML',
  }
  return createFinding(
    'reply.not-xml',
    {
      title: { zh: `${named.zh}：「${line.text}」`, en: `${named.en}: “${line.text}”` },
      detail: cause?.detail ?? {
        zh: '后端的代码出错了，错误被写进了回复，状态码还是 200；用户会看到故障提示。',
        en: 'The backend’s code failed, and the error was written as the reply, with status 200; the user sees the fault prompt.',
      },
      fix: cause?.fix ?? {
        zh: '按这条信息修改代码；PHP 上线时把 display_errors 关掉，改看错误日志。',
        en: 'Fix what it says; in production switch PHP’s display_errors off and read the error log.',
      },
    },
    line.at,
    repair,
  )
}
