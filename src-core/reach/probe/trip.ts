import type { ProbeTrip, WireReply, WireRequest } from '../../contract/probe.ts'
import { REPLY_DEADLINE_MS } from '../../contract/limits.ts'
import { transmit } from '../../delivery/transmit.ts'
import type { SentRequest } from '../../diagnosis/reach/way-there.ts'
import type { HttpReply } from '../../exchange/answer.ts'
import { readHeader } from '../../diagnosis/reply/judged-reply.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import { decodeText } from '../../exchange/record.ts'
import type { DeliveryOutcome, HttpRequest } from '../../ports/http.ts'
import type { ExpectedProbe, ProbeArrival } from '../../probe-arrivals.ts'
import type { ProbePorts } from './ports.ts'

/** One request of a probe, and everything that became of it. */
export interface Trip {
  request: HttpRequest
  sent: SentRequest
  /** Null if the responder did not get it, or is not watched. If it came more than once: the one that was replied to. */
  arrival: ProbeArrival | null
  /** The number of times that it came. */
  arrivals: number
  outcome: DeliveryOutcome
  /** Without the pause in which the responder held back the second part of its reply. */
  tookMs: number
}

/** Milliseconds between the two parts in which the responder sends a reply that is to show buffering. */
export const PAUSE_MS = 400

/** The most refused requests without a mark that are kept; strangers may send any number meanwhile. */
const STRAYS_MAX = 50

/** Sends a request of a probe, and watches the responder for its arrival if there is one to watch. Never rejects. */
export async function travel(
  { clock, httpClient, arrivals }: ProbePorts,
  request: HttpRequest,
  watch: Pick<ExpectedProbe, 'marks' | 'answer'>,
): Promise<Trip> {
  const arrived: ProbeArrival[] = []
  const strays: ProbeArrival[] = []
  const end =
    arrivals?.expect({
      ...watch,
      arrived: (arrival) => void arrived.push(arrival),
      stray: (arrival) => {
        if (strays.length < STRAYS_MAX && isAlike(arrival, request)) strays.push(arrival)
      },
    }) ?? (() => {})
  const startedAt = clock.monotonic()
  try {
    const outcome = await transmit(httpClient, { ...request, deadlineMs: REPLY_DEADLINE_MS })
    const wholeMs = clock.monotonic() - startedAt
    const sent = describeSent(request)
    const isReturned = ({ replied }: ProbeArrival) => isSameBody(replied, outcome)
    const arrival = arrived.find(isReturned) ?? arrived[0] ?? findStray(strays, outcome)
    // A hop that gives up sooner has not waited for the pause.
    const pauseMs = Math.min(arrival?.replied.pause?.ms ?? 0, wholeMs)
    const tookMs = Math.round((wholeMs - pauseMs) * 10) / 10
    return { request, sent, arrival, arrivals: arrived.length, outcome, tookMs }
  } finally {
    end()
  }
}

/** Tells whether a refused request without any mark has the path or the User-Agent of the one sent. */
function isAlike({ incoming }: ProbeArrival, request: HttpRequest): boolean {
  const sent = describeSent(request)
  return (
    parseTarget(incoming.target).path === parseTarget(sent.target).path ||
    readHeader(incoming, 'User-Agent') === readHeader(sent, 'User-Agent')
  )
}

/**
 * Returns the refused request that is most likely the one sent: its refusal is what came back, word for word, since
 * others are refused at the same time. Something on the way has dropped its whole query.
 */
function findStray(strays: readonly ProbeArrival[], outcome: DeliveryOutcome): ProbeArrival | null {
  const isReturned = ({ replied }: ProbeArrival) =>
    replied.status === outcome.response?.status && isSameBody(replied, outcome)
  return strays.find(isReturned) ?? null
}

function isSameBody({ body }: HttpReply, { response }: DeliveryOutcome): boolean {
  return response !== null && Buffer.from(body).equals(response.body)
}

function describeSent({ method, url, version = '1.1', headers, body }: HttpRequest): SentRequest {
  const { pathname, search } = new URL(url)
  return { method, target: pathname + search, httpVersion: version, headers, body }
}

/** Returns a trip as screens and terminals get it. */
export function describeTrip({ sent, arrival, outcome, tookMs }: Trip): ProbeTrip {
  const { response } = outcome
  return {
    tookMs,
    sent: describeRequest(sent),
    arrived: arrival && describeRequest(arrival.incoming),
    replied: arrival && describeReply(arrival.replied),
    returned: response && describeReply(response),
  }
}

function describeRequest({ method, target, httpVersion, headers, body }: SentRequest): WireRequest {
  const shown = decodeText(body.subarray(0, SHOWN_BYTES)).text
  return { line: `${method} ${target} HTTP/${httpVersion}`, headers, body: shown }
}

/** The most of a body that is shown: what a hop put in its place tells enough by its beginning. */
const SHOWN_BYTES = 16 * 1024

function describeReply({ status, headers, body }: Pick<HttpReply, 'status' | 'headers' | 'body'>): WireReply {
  return { status, headers, body: decodeText(body.subarray(0, SHOWN_BYTES)).text }
}
