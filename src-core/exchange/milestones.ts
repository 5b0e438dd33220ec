import type { Exchange, ExchangeRequest } from '../contract/exchange.ts'
import type { Milestone, MilestoneName } from '../contract/milestones.ts'
import { workbenchesPassed } from './relay.ts'

/** Headers that tunnels and proxies add, and nobody else does. */
const FORWARDED = new Set([
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'forwarded',
  'cf-connecting-ip',
])

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)(:\d+)?$/i

/** A name or address with an optional port, and no more than a DNS name has. */
const HOST = /^(?=.{1,253}(:\d+)?$)[a-z0-9.-]+(:\d{1,5})?$/i

/** Returns which milestones of its account this exchange is. */
export function milestonesOf(exchange: Exchange): MilestoneName[] {
  const { direction, account, standing, request, message, verdict } = exchange
  if (direction === 'out' || account === null) return []
  const isGenuine = standing === 'genuine'
  const isMessage = isGenuine && message !== null
  if (!cameFromOutside(request)) return isMessage ? ['test'] : []
  const isVerification = isGenuine && request.method === 'GET' && verdict === 'accepted'
  return [
    'tunnel',
    ...(isVerification ? ['verification' as const] : []),
    ...(isMessage ? ['message' as const] : []),
  ]
}

export function createMilestone({ id, receivedAt, request, standing, response }: Exchange): Milestone {
  // A stranger may name any host; and a request from another workbench has the headers of that one's tunnel.
  const isOurs = standing === 'genuine' && workbenchesPassed(request).length === 0
  const url = isOurs && cameFromOutside(request) ? readUrl(request) : null
  return { at: receivedAt, exchange: id, durationMs: response.durationMs, url }
}

/**
 * Tells whether a request came through a tunnel or proxy. One that writes its own Host and adds no header of its own
 * cannot be told from a request of this machine.
 */
function cameFromOutside({ headers }: ExchangeRequest): boolean {
  const host = header(headers, 'host')
  return (
    headers.some(([name]) => FORWARDED.has(name.toLowerCase())) || !(host === null || LOOPBACK.test(host))
  )
}

function readUrl({ headers, path }: ExchangeRequest): string | null {
  const host = [header(headers, 'x-forwarded-host'), header(headers, 'host')]
    .map((value) => value?.split(',')[0]?.trim() ?? '')
    .find((value) => HOST.test(value) && !LOOPBACK.test(value))
  if (host === undefined) return null
  const scheme = header(headers, 'x-forwarded-proto')?.split(',')[0]?.trim() === 'http' ? 'http' : 'https'
  return `${scheme}://${host}${path}`
}

function header(headers: ExchangeRequest['headers'], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null
}
