import type { Finding, Mode } from '../../contract/exchange.ts'
import type { ProbeStep, ProbeStepName } from '../../contract/probe.ts'
import type { Bilingual } from '../../contract/text.ts'
import { isTooLate } from '../../diagnosis/delivery/unreachable.ts'
import { judgeDelivery } from '../../diagnosis/delivery/delivery.ts'
import { nameHops } from '../../diagnosis/reach/hop-names.ts'
import {
  createOtherAccount,
  createUnanswered,
  createUnansweredMessage,
  createUnknownPath,
  isExplained,
  judgeBuffering,
  judgeElsewhere,
  judgeHttp10,
  judgeMessageElsewhere,
  judgeTime,
  judgeTimes,
} from '../../diagnosis/reach/way.ts'
import { createHeldBack, judgeWayBack } from '../../diagnosis/reach/way-back.ts'
import { judgeWayThere } from '../../diagnosis/reach/way-there.ts'
import { judgeVerification } from '../../diagnosis/verification/verification.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import { decodeText } from '../../exchange/record.ts'
import type { DeliveryOutcome } from '../../ports/http.ts'
import type { ProbeArrival } from '../../probe-arrivals.ts'
import type { ProbePorts } from './ports.ts'
import { createProbeMessage, createProbeVerification } from './requests.ts'
import type { ProbeTarget } from './requests.ts'
import { describeTrip, PAUSE_MS, travel } from './trip.ts'
import type { Trip } from './trip.ts'

const NOTHING: Bilingual = { zh: '', en: '' }

export function createStep(
  name: ProbeStepName,
  findings: Finding[],
  seen: Bilingual = NOTHING,
  trip?: Trip,
): ProbeStep {
  const has = (severity: Finding['severity']) => findings.some((finding) => finding.severity === severity)
  const state = has('error') ? 'failed' : has('warning') ? 'warned' : 'passed'
  return { name, state, seen, findings, ...(trip && { trip: describeTrip(trip) }) }
}

export function skipStep(name: ProbeStepName, seen: Bilingual = NOTHING): ProbeStep {
  return { name, state: 'skipped', seen, findings: [] }
}

/** A verification that was sent, and what is to be said of it. */
export interface VerificationStep {
  step: ProbeStep
  /** True if it got to the responder; where none is watched, if it was answered with the echostr. */
  isArrived: boolean
  /** True if it came back with the echostr, whoever sent that. */
  isEchoed: boolean
  /** True if no responder is watched, and what stands behind the address refused it: then it got there. */
  isRefused: boolean
  roundTripMs: number | null
}

/** Sends the GET that verifies an address, to one of its IP addresses if one is given. */
export async function verifyAddress(
  ports: ProbePorts,
  target: ProbeTarget,
  address: string | undefined,
): Promise<VerificationStep> {
  const probe = createProbeVerification(ports, target, { address })
  const trip = await travel(ports, probe.request, probe)
  const { response } = trip.outcome
  const judged = judgeVerification(trip.outcome, {
    url: target.url,
    echostr: probe.echostr,
    reached: 'public-address',
  })
  const isEchoed = judged.verdict === 'accepted'
  const isArrived = ports.arrivals ? trip.arrival !== null : isEchoed
  const findings = ports.arrivals ? judgeWatched(target, trip, judged.findings, isEchoed) : judged.findings
  const isWhole = response !== null && trip.outcome.error === null
  const all = isWhole && isArrived ? [...findings, ...judgeTime(trip.tookMs)] : findings
  return {
    step: createStep('verification', all, describeHops(target.url, trip), trip),
    isArrived,
    isEchoed,
    isRefused: !ports.arrivals && isWhole && !isEchoed && !isExplained(judged.findings),
    roundTripMs: isWhole ? trip.tookMs : null,
  }
}

function judgeWatched(target: ProbeTarget, trip: Trip, judged: Finding[], isEchoed: boolean): Finding[] {
  const { arrival, sent, outcome } = trip
  if (!arrival) return judgeLost(new URL(target.url).hostname, trip, judged, isEchoed)
  const found = [
    ...judgeAccount(target, arrival),
    ...judgeWayThere(sent, arrival),
    ...judgeTimes(trip.arrivals),
    ...judgeReturn(trip, 'verification', judged),
  ]
  const isTold = found.some(({ severity }) => severity === 'error')
  if (arrival.isTaken || isTold) return found
  const isUnknown = outcome.response?.status === 404
  return [...found, ...(isUnknown ? [createUnknownPath(parseTarget(arrival.incoming.target).path)] : judged)]
}

/** Another account with the same token takes the request as well; its messages would be that account's. */
function judgeAccount({ account, path }: ProbeTarget, { isTaken, account: other }: ProbeArrival): Finding[] {
  return isTaken && other && other.id !== account ? [createOtherAccount(other, path)] : []
}

/** Says why a verification did not arrive; `judged` are the findings about what answered instead, if something did. */
function judgeLost(host: string, { outcome }: Trip, judged: Finding[], isEchoed: boolean): Finding[] {
  if (isTooLate(outcome.error)) return [createUnanswered(host)]
  // What another server says of the token or the path is no matter of this account.
  return isOfCache(outcome, judged) ? judged : [...judgeElsewhere(host, isEchoed, judged), ...judged]
}

/** Tells whether the echostr of another verification came back: a cache has kept it, and says nothing of the address. */
function isOfCache({ response }: DeliveryOutcome, judged: readonly Finding[]): boolean {
  return (
    judged.some(({ code }) => code === 'echo.changed') && /^\d{15,20}$/.test(decodeText(response!.body).text)
  )
}

/** Judges the way back of a request that arrived; if nothing came back, `judged` says why. */
function judgeReturn(
  { arrival, outcome: { response, error } }: Trip,
  to: 'push' | 'verification',
  judged: readonly Finding[],
): Finding[] {
  if (error?.code === 'DEADLINE') return [createHeldBack()]
  return arrival && response ? judgeWayBack(arrival.replied, response, to) : [...judged]
}

function describeHops(url: string, { arrival, outcome }: Trip): Bilingual {
  const hops = nameHops(url, arrival?.incoming.headers ?? [], outcome.response?.headers ?? [])
  return hops.length === 0 ? NOTHING : { zh: `经过 ${hops.join('、')}`, en: `by way of ${hops.join(', ')}` }
}

/**
 * Sends the GET, which HTTP/1.1 took, in HTTP/1.0, as older captures of WeChat have it. If it fails, HTTP/1.1 is tried
 * again: a cache, a limit on the rate or a way that fails now and then is no matter of the version.
 */
export async function verifyInHttp10(
  ports: ProbePorts,
  target: ProbeTarget,
  address: string | undefined,
): Promise<ProbeStep> {
  const probe = createProbeVerification(ports, target, { address, version: '1.0' })
  const trip = await travel(ports, probe.request, probe)
  const { verdict } = judgeVerification(trip.outcome, { url: target.url, echostr: probe.echostr })
  if (verdict !== 'accepted') {
    const again = await verifyAddress(ports, target, address)
    if (!again.isEchoed) return { ...again.step, name: 'http10', seen: FAILED_AGAIN }
  }
  const findings = judgeHttp10(verdict === 'accepted', trip.outcome.response?.status ?? 0)
  return createStep('http10', findings, NOTHING, trip)
}

const FAILED_AGAIN: Bilingual = {
  zh: '再用 HTTP/1.1 访问，也没有通过',
  en: 'HTTP/1.1 failed as well when it was tried again',
}

/** Pushes a text in one of the modes. */
export async function pushMessage(
  ports: ProbePorts,
  target: ProbeTarget,
  mode: Mode,
  address: string | undefined,
): Promise<ProbeStep> {
  const probe = createProbeMessage(ports, target, mode, address)
  const trip = await travel(ports, probe.request, probe)
  const { findings: judged } = judgeDelivery(trip.outcome, { url: target.url, ...probe.asked })
  if (!ports.arrivals) return createStep(mode, judged, NOTHING, trip)
  const { arrival, sent } = trip
  const findings = arrival
    ? [
        ...judgeWayThere(sent, arrival),
        ...judgeTimes(trip.arrivals),
        ...judgeReturn(trip, 'push', judged),
        ...judgeGap(trip),
      ]
    : judgeLostMessage(new URL(target.url).hostname, trip, judged)
  return createStep(mode, findings, NOTHING, trip)
}

function judgeLostMessage(host: string, { outcome }: Trip, judged: Finding[]): Finding[] {
  if (isTooLate(outcome.error)) return [createUnansweredMessage(host)]
  return [...judgeMessageElsewhere(host, judged), ...judged]
}

function judgeGap({ arrival, outcome }: Trip): Finding[] {
  const { firstBodyMs, durationMs } = outcome.response ?? {}
  if (!arrival?.replied.pause || firstBodyMs === undefined || durationMs === undefined) return []
  // The page of a hop says nothing about the reply that it replaced.
  if (outcome.response?.status !== arrival.replied.status || outcome.error) return []
  return judgeBuffering(durationMs - firstBodyMs, PAUSE_MS)
}
