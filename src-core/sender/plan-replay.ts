import type { Account } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange, ExchangeMessage } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { renewText } from '../contract/renew-text.ts'
import { targetOf } from '../delivery/request-target.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import { judgeVerification } from '../diagnosis/verification/verification.ts'
import { readMessageText } from '../exchange/receive.ts'
import { keyOfMessage, readBytes } from '../exchange/record.ts'
import type { Ports } from '../ports.ts'
import type { HttpVersion } from '../ports/http.ts'
import { drawSealing, findEncryption, planPush } from './plan-push.ts'
import type { Planned } from './plan-push.ts'
import { planVerification } from './verify.ts'

/** How an exchange is sent again; see `exchange.replay`. */
export interface ReplayOrder {
  how: 'as-is' | 'anew'
  text?: string | undefined
  /** With `anew`: the time of another message, in epoch milliseconds; null if it stays the same one. */
  renewedAt: number | null
}

/** Where it goes: to the same path and query at `origin`, or to an address that somebody named. */
export type ReplayPlace = { origin: string } | { url: string }

/** In whose name it is signed. */
export interface Signer {
  token: string
  /** Of 32 bytes each, the current one first. */
  keys: Uint8Array[]
  appId: string
  account?: Account | undefined
  accounts?: readonly Account[] | undefined
}

/** The parameters of a request that are WeChat's; others belong to the registered address. */
const WECHAT_PARAMETERS = /^(?:signature|timestamp|nonce|openid|encrypt_type|msg_signature|echostr)(?:=|$)/

/**
 * Returns the request of an exchange, ready to be sent again. Throws BODY_INCOMPLETE, NO_ACCOUNT if it is to be signed
 * and there is nobody to sign it, NO_KEY, and INVALID_INPUT for a text in place of a verification's.
 */
export function planReplay(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  exchange: Exchange,
  order: ReplayOrder,
  where: ReplayPlace,
  signer: Signer | null,
): Planned {
  if (order.text === undefined) refuseIncomplete(exchange)
  else refuseVerification(exchange)
  const planned =
    order.how === 'as-is'
      ? planAsIs(exchange, order.text, where, signer)
      : planAnew(ports, exchange, order, where, signer)
  return { ...planned, place: { ...planned.place, parent: exchange.id } }
}

/**
 * Returns the times of new messages one after another, in epoch milliseconds. An event is told apart by its CreateTime,
 * so that no two have one second: where they go faster, the later ones are of a time to come.
 */
export function createRenewals({ now }: Pick<Ports['clock'], 'now'>): () => number {
  let last = -Infinity
  return () => (last = Math.max(now(), last + 1000))
}

/**
 * Returns the message of an exchange as text, decrypted, for somebody to change. Throws INVALID_INPUT for a verification,
 * BODY_INCOMPLETE, and NO_KEY if it could not be decrypted.
 */
export function readMessageToChange(exchange: Exchange): string {
  refuseVerification(exchange)
  refuseIncomplete(exchange)
  return textOf(exchange)
}

function isVerification({ request }: Exchange): boolean {
  return request.method === 'GET'
}

function refuseVerification(exchange: Exchange): void {
  if (isVerification(exchange)) throw new CommandFailure('INVALID_INPUT', 'A verification has no message.')
}

function refuseIncomplete({ id, request }: Exchange): void {
  if (!request.incomplete && readBytes(request).length >= request.bodyBytes) return
  throw new CommandFailure('BODY_INCOMPLETE', `Only a part of the body of exchange ${id} was kept.`)
}

function planAsIs(
  exchange: Exchange,
  text: string | undefined,
  where: ReplayPlace,
  signer: Signer | null,
): Planned {
  const { request } = exchange
  const url = addressAsIs(exchange, where)
  const body = text === undefined ? readBytes(request) : new TextEncoder().encode(text)
  const message = text === undefined ? exchange.message : readMessageText(text)
  const { host } = new URL(url)
  return {
    request: {
      method: request.method,
      url,
      version: versionOf(exchange),
      headers: request.headers.map(([name, value]) => [name, changedHeader(name, host, body) ?? value]),
      body,
      deadlineMs: REPLY_DEADLINE_MS,
    },
    judge: createJudge(exchange, url, message, signer),
    place: {
      account: signer?.account?.id ?? null,
      attempt: 1,
      messageKey: message && keyOfMessage(message),
      mode: exchange.mode,
      message,
      signature: exchange.signature,
    },
  }
}

/** Returns the value of a header that is of this delivery alone; undefined for all others. */
function changedHeader(name: string, host: string, body: Uint8Array): string | undefined {
  if (/^host$/i.test(name)) return host
  return /^content-length$/i.test(name) ? String(body.length) : undefined
}

/** Joined as text: `URL` would encode anew what was received. */
function addressAsIs({ request }: Exchange, where: ReplayPlace): string {
  const target = targetOf(request.target)
  if ('origin' in where) return where.origin + target
  const url = new URL(where.url)
  const mark = target.indexOf('?')
  return withQuery(url, [url.search.slice(1), mark < 0 ? '' : target.slice(mark + 1)])
}

function withQuery({ origin, pathname }: URL, queries: readonly string[]): string {
  const query = queries.filter(Boolean).join('&')
  return `${origin}${pathname}${query && `?${query}`}`
}

export function createJudge(
  { request, mode }: Exchange,
  url: string,
  message: ExchangeMessage | null,
  signer: Signer | null,
): Planned['judge'] {
  const { query } = request
  const { echostr } = query
  if (request.method === 'GET' && echostr !== undefined)
    return (outcome) => judgeVerification(outcome, { url, echostr })
  const { timestamp = '', nonce = '' } = query
  const { accounts = [], account, ...known } = signer ?? { token: '', keys: [], appId: '' }
  const otherAccounts = accounts.filter(({ id }) => id !== account?.id)
  const sealing = signer ? { mode, timestamp, nonce, ...known, otherAccounts } : undefined
  return (outcome) => judgeDelivery(outcome, { url, message, sealing })
}

function planAnew(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  exchange: Exchange,
  { text = textOf(exchange), renewedAt }: ReplayOrder,
  where: ReplayPlace,
  signer: Signer | null,
): Planned {
  if (!signer)
    throw new CommandFailure(
      'NO_ACCOUNT',
      `No account has the path ${exchange.request.path}, to sign it anew.`,
    )
  const { token, keys, appId, account, accounts } = signer
  const url = 'url' in where ? where.url : registeredAddress(exchange, where.origin)
  const version = versionOf(exchange)
  if (isVerification(exchange)) return planVerification(ports, { url, token, account: account?.id, version })
  const push = {
    url,
    token,
    message: renewedAt === null ? text : renewText(text, renewedAt),
    encryption: findEncryption(exchange.mode, keys, appId),
    account,
    accounts,
    version,
  }
  return planPush(push, 1, drawSealing(ports))
}

/** Returns the decrypted message, or the body if it is none. Throws NO_KEY if it came encrypted and was not opened. */
function textOf({ id, message, encryption, request, mode }: Exchange): string {
  if (mode === 'safe' && encryption && encryption.key === null)
    throw new CommandFailure('NO_KEY', `The message of exchange ${id} could not be decrypted.`)
  return message?.xml ?? request.body
}

/** Returns the address without what WeChat adds to it. */
export function registeredAddress({ request }: Exchange, origin: string): string {
  const target = targetOf(request.target)
  const mark = target.indexOf('?')
  if (mark < 0) return origin + target
  const own = target
    .slice(mark + 1)
    .split('&')
    .filter((part) => !WECHAT_PARAMETERS.test(part))
  return origin + target.slice(0, mark) + (own.length > 0 ? `?${own.join('&')}` : '')
}

function versionOf({ request }: Exchange): HttpVersion {
  return request.httpVersion === '1.0' ? '1.0' : '1.1'
}
