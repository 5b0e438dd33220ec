import type { Finding } from '../../contract/exchange.ts'
import type { DeliveryError } from '../../ports/http.ts'
import { createFinding } from '../finding.ts'
import { explainNetwork } from './network-errors.ts'
import { explainTls } from './tls-errors.ts'
import type { Failed } from './failed.ts'

/** Tells whether the backend was asked, and did not answer in time. */
export function isTooLate(error: DeliveryError | null): boolean {
  return error?.code === 'DEADLINE' && (error.during ?? 'asking') === 'asking'
}

/** Creates the finding for a connection on which not one byte of an answer came. */
export function createUnreachable(error: DeliveryError | null, url: string): Finding {
  const failed = describeFailed(error, url)
  const { why, detail, fix, evidence } = explainTls(failed) ?? explainNetwork(failed)
  const { code } = failed
  return createFinding('probe.unreachable', {
    title: {
      zh: `连接不上后端（${code}）：${why.zh}`,
      en: `The backend cannot be reached (${code}): ${why.en}`,
    },
    detail,
    fix,
    ...(evidence && { evidence }),
  })
}

function describeFailed(error: DeliveryError | null, url: string): Failed {
  const { code = 'ERROR', message = '', during = 'asking', names = [] } = error ?? {}
  const { protocol, hostname, port } = new URL(url)
  const isSecure = protocol === 'https:'
  return { code, message, during, names, isSecure, host: hostname, port: port || (isSecure ? '443' : '80') }
}
