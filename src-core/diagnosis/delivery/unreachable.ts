import type { Finding } from '../../contract/exchange.ts'
import type { DeliveryError } from '../../ports/http.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { explainNetwork } from './network-errors.ts'
import { explainTls } from './tls-errors.ts'
import type { Failed } from './failed.ts'

/** Tells whether the backend was asked, and did not answer in time. */
export function isTooLate(error: DeliveryError | null): boolean {
  return error?.code === 'DEADLINE' && (error.during ?? 'asking') === 'asking'
}

/** What a URL leads to: a server of the developer's own, or whatever stands at a public address. */
export type Reached = 'backend' | 'public-address'

const REACHED: Readonly<Record<Reached, Bilingual>> = {
  backend: { zh: '后端', en: 'The backend' },
  'public-address': { zh: '公网地址', en: 'The public address' },
}

/** Creates the finding for a connection on which not one byte of an answer came. */
export function createUnreachable(
  error: DeliveryError | null,
  url: string,
  reached: Reached = 'backend',
): Finding {
  const failed = describeFailed(error, url)
  const { why, detail, fix, evidence } = explainTls(failed) ?? explainNetwork(failed)
  const { code } = failed
  return createFinding('probe.unreachable', {
    title: {
      zh: `连接不上${REACHED[reached].zh}（${code}）：${why.zh}`,
      en: `${REACHED[reached].en} cannot be reached (${code}): ${why.en}`,
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
