import type { Account } from './contract/account.ts'
import type { HttpReply } from './exchange/answer.ts'
import type { Incoming } from './exchange/incoming.ts'
import type { Genuine, Received } from './exchange/receive.ts'
import type { Ports } from './ports.ts'

/** A request of a probe as the responder received it, and its reply. */
export interface ProbeArrival {
  incoming: Incoming
  /** False if it was refused. */
  isTaken: boolean
  /** The account whose path it came to; null if no account has it. */
  account: Pick<Account, 'id' | 'name' | 'path'> | null
  replied: HttpReply
}

/** A request that a probe is about to send to the public URL. */
export interface ExpectedProbe {
  /**
   * Texts that only this request has: parts of its query and of its body. One of them is enough to know it by, since
   * something on the way may have changed the others.
   */
  marks: readonly string[]
  /** Returns the reply to it, if it is a message. */
  answer(received: Genuine): HttpReply
  arrived(arrival: ProbeArrival): void
  /** Called for every refused request without a mark: it may be this one, without its query. */
  stray(arrival: ProbeArrival): void
}

/**
 * The requests of our own probes that are on their way. The responder answers them apart from everything else: they are
 * nobody's message, so no rule, person or backend gets them, and the history does not fill with them. Nobody outside can
 * imitate one: its marks hold a signature made with the token or a nonce drawn by chance. A hop may deliver one late, or
 * once more; the long marks count for some minutes, so that it is not taken for WeChat's.
 */
export interface ProbeArrivals {
  /** Takes a request that will be sent; returns a function that ends it. */
  expect(probe: ExpectedProbe): () => void
  /** Returns the probe that this request belongs to; null for all others. */
  find(incoming: Pick<Incoming, 'target' | 'body'>): ExpectedProbe | null
  /** Tells those that wait of a refused request. */
  stray(arrival: ProbeArrival): void
}

/** Milliseconds for which a late or repeated delivery is known; proxies give up after one minute or two. */
const LATE_MS = 5 * 60_000

/** Shorter marks may stand in somebody's message by chance. */
const LONG_MARK = 16

export function createProbeArrivals(clock: Pick<Ports['clock'], 'monotonic'>): ProbeArrivals {
  const expected = new Set<ExpectedProbe>()
  let late: { probe: ExpectedProbe; until: number }[] = []

  return {
    expect(probe) {
      expected.add(probe)
      return () => {
        expected.delete(probe)
        const marks = probe.marks.filter(({ length }) => length >= LONG_MARK)
        late.push({ probe: { ...probe, marks }, until: clock.monotonic() + LATE_MS })
      }
    },
    find({ target, body }) {
      if (late.length > 0) late = late.filter(({ until }) => until > clock.monotonic())
      // Nearly always: nothing is read a second time for it.
      if (expected.size + late.length === 0) return null
      const text = target + Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
      const known = [...expected, ...late.map(({ probe }) => probe)]
      return known.find(({ marks }) => marks.some((mark) => text.includes(mark))) ?? null
    },
    stray(arrival) {
      for (const probe of expected) probe.stray(arrival)
    },
  }
}

/** Returns what a probe keeps of a request that it knows. */
export function describeArrival({ incoming, refusal, account }: Received, replied: HttpReply): ProbeArrival {
  return { incoming, isTaken: refusal === null, account, replied }
}
