/**
 * The credentials that open the control channel. Each is offered as a WebSocket subprotocol (a page can set no other
 * header):
 *   - `token.…`: the token of this run, for programs, which take it from the ready line. It is not in the addresses for
 *     browsers: browsers keep addresses in their profile, fragment included, and carry them to other machines;
 *   - `ticket.…`: stands in the address that the terminal prints; it is good for one connection and ten minutes. One that
 *     we hand to a browser ourselves stands in that program's command line, which other users can read: it is good for
 *     our own user's programs alone;
 *   - `key.…`: made by a page and offered together with one of the two. From then on the page comes in with it alone,
 *     after a reload or a lost connection, and may lend it to another tab.
 * Only digests are kept. They compare in constant time whatever the lengths, and each check compares with all of them.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../src-core/ports.ts'

/** Our own subprotocol; the credentials are offered beside it. */
export const SUBPROTOCOL = 'mpscope'

const TICKET_LIFE_MS = 10 * 60_000
/** Nobody opens more; the oldest ticket is dropped. */
const MAX_TICKETS = 20
const MAX_KEYS = 100
/** 24 random bytes or more: a page cannot choose a weak key. */
const KEY = /^[A-Za-z0-9_-]{32,64}$/

/** Whoever has the ticket, or only the programs of the user who runs us; another user's leave it unspent. */
export type TicketUsers = 'anybody' | 'own-user'

export interface ControlKeys {
  createTicket(goodFor?: TicketUsers): string
  /**
   * Returns whether one of the credentials in this `Sec-WebSocket-Protocol` opens the channel. A presented ticket is
   * spent; a key that comes with a token or a ticket is valid from then on. `isOwnUser` tells who presents it.
   */
  admit(offered: string | undefined, isOwnUser: () => boolean): boolean
}

export function createControlKeys(token: string, { monotonic }: Pick<Clock, 'monotonic'>): ControlKeys {
  const tokenDigest = digest(token)
  const keys: Buffer[] = []
  let tickets: { digest: Buffer; until: number; goodFor: TicketUsers }[] = []

  function spendTicket(given: string, isOwnUser: () => boolean): boolean {
    tickets = tickets.filter(({ until }) => until > monotonic())
    const [found] = tickets.filter((ticket) => timingSafeEqual(ticket.digest, digest(given)))
    if (!found || (found.goodFor === 'own-user' && !isOwnUser())) return false
    tickets = tickets.filter((ticket) => ticket !== found)
    return true
  }

  return {
    createTicket(goodFor = 'anybody') {
      const ticket = randomBytes(24).toString('base64url')
      const until = monotonic() + TICKET_LIFE_MS
      tickets = [...tickets, { digest: digest(ticket), until, goodFor }].slice(-MAX_TICKETS)
      return ticket
    },
    admit(offered = '', isOwnUser) {
      const given = readCredentials(offered)
      const hasTicket = spendTicket(given.ticket, isOwnUser)
      const hasToken = timingSafeEqual(digest(given.token), tokenDigest)
      const keyDigest = digest(given.key)
      const hasKey = keys.filter((known) => timingSafeEqual(known, keyDigest)).length > 0
      if ((hasTicket || hasToken) && !hasKey && KEY.test(given.key)) {
        keys.push(keyDigest)
        if (keys.length > MAX_KEYS) keys.shift()
      }
      return hasTicket || hasToken || hasKey
    },
  }
}

/** Returns empty strings for missing ones, which open nothing. */
function readCredentials(offered: string): { token: string; ticket: string; key: string } {
  const given = { token: '', ticket: '', key: '' }
  for (const protocol of offered.split(',')) {
    const [, kind, value] = /^\s*(token|ticket|key)\.(\S*)\s*$/.exec(protocol) ?? []
    if (kind !== undefined) given[kind as keyof typeof given] ||= value ?? ''
  }
  return given
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}
