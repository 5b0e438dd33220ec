import { createFirstAccount } from '../../../../src-core/settings/accounts.ts'
import { diagnose } from '../../../../src-core/diagnosis/diagnose.ts'
import { answerWithoutPolicy } from '../../../../src-core/exchange/answer.ts'
import type { Incoming } from '../../../../src-core/exchange/incoming.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { receiveWhole } from '../../received.ts'

/** At `/wx`. */
const account = { ...createFirstAccount((length) => new Uint8Array(length)), token: 'AAAAA' }
/** This account's address is one that scanners would try. */
const vendor = { ...account, id: 'vendor', path: '/vendor/wx' }
const signed = { timestamp: '1714036504', nonce: '1514711492' }
export const genuine = `signature=${sign({ token: 'AAAAA', ...signed })}&timestamp=1714036504&nonce=1514711492`
export const forged = `signature=${'0'.repeat(40)}&timestamp=1714036504&nonce=1514711492`

export interface Ask {
  method?: string
  userAgent?: string | null
  body?: string
  firstVerification?: boolean
  headers?: Incoming['headers']
  /** The name by which the workbench identifies itself when it relays. */
  viaName?: string
}

export function ask(
  target: string,
  {
    method = 'GET',
    userAgent = 'curl/8.5.0',
    body = '',
    firstVerification = false,
    headers = [],
    viaName = '',
  }: Ask = {},
) {
  const bytes = new TextEncoder().encode(body)
  const received = receiveWhole(
    {
      receivedAt: 1714036504_000,
      startedAt: 0,
      method,
      target,
      httpVersion: '1.1',
      headers: [...(userAgent === null ? [] : [['user-agent', userAgent] as [string, string]]), ...headers],
      body: bytes,
      bodyBytes: bytes.length,
    },
    [account, vendor],
    viaName,
  )
  if (received.kind === 'genuine') throw new Error('It should not be genuine')
  return diagnose(received, answerWithoutPolicy(received), {
    accounts: [account, vendor],
    examineSignature: true,
    durationMs: 1,
    attempt: 1,
    before: [],
    recent: [],
    seenNonce: false,
    firstVerification,
  }).findings
}
