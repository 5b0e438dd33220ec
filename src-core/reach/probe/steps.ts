import type { Finding } from '../../contract/exchange.ts'
import type { Mode } from '../../contract/exchange.ts'
import type { ProbeStep, ProbeStepName } from '../../contract/probe.ts'
import type { Bilingual } from '../../contract/text.ts'
import { judgeDelivery } from '../../diagnosis/delivery/delivery.ts'
import { nameHops } from '../../diagnosis/reach/hop-names.ts'
import {
  createUnknownPath,
  judgeBuffering,
  judgeElsewhere,
  judgeHttp10,
  judgeTime,
} from '../../diagnosis/reach/way.ts'
import { judgeWayBack } from '../../diagnosis/reach/way-back.ts'
import { judgeWayThere } from '../../diagnosis/reach/way-there.ts'
import { judgeVerification } from '../../diagnosis/verification/verification.ts'
import { parseTarget } from '../../exchange/incoming.ts'
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
  const judged = judgeVerification(trip.outcome, { url: target.url, echostr: probe.echostr })
  const isEchoed = judged.verdict === 'accepted'
  const isArrived = ports.arrivals ? trip.arrival !== null : isEchoed
  const findings = ports.arrivals ? judgeWatched(target, trip, judged.findings, isEchoed) : judged.findings
  const all = response ? [...findings, ...judgeTime(trip.tookMs)] : findings
  return {
    step: createStep('verification', all, describeHops(target.url, trip), trip),
    isArrived,
    isEchoed,
    roundTripMs: response ? trip.tookMs : null,
  }
}

function judgeWatched({ url }: ProbeTarget, trip: Trip, judged: Finding[], isEchoed: boolean): Finding[] {
  const { arrival, sent, outcome } = trip
  if (!arrival) return [...judged, ...judgeElsewhere(new URL(url).hostname, isEchoed, judged)]
  const found = [...judgeWayThere(sent, arrival), ...judgeReturn(trip, 'verification', judged)]
  const isExplained = found.some(({ severity }) => severity === 'error')
  if (arrival.isTaken || isExplained) return found
  const isUnknown = outcome.response?.status === 404
  return [...found, ...(isUnknown ? [createUnknownPath(parseTarget(arrival.incoming.target).path)] : judged)]
}

/** Judges the way back of a request that arrived; if nothing came back, `judged` says why. */
function judgeReturn(
  { arrival, outcome }: Trip,
  to: 'push' | 'verification',
  judged: readonly Finding[],
): Finding[] {
  if (!arrival || !outcome.response || outcome.error) return [...judged]
  return judgeWayBack(arrival.replied, outcome.response, to)
}

function describeHops(url: string, { arrival, outcome }: Trip): Bilingual {
  const hops = nameHops(url, arrival?.incoming.headers ?? [], outcome.response?.headers ?? [])
  return hops.length === 0 ? NOTHING : { zh: `经过 ${hops.join('、')}`, en: `by way of ${hops.join(', ')}` }
}

/** Sends the same GET in HTTP/1.0, as older captures of WeChat have it. */
export async function verifyInHttp10(
  ports: ProbePorts,
  target: ProbeTarget,
  address: string | undefined,
): Promise<ProbeStep> {
  const probe = createProbeVerification(ports, target, { address, version: '1.0' })
  const trip = await travel(ports, probe.request, probe)
  const { verdict } = judgeVerification(trip.outcome, { url: target.url, echostr: probe.echostr })
  const findings = judgeHttp10(verdict === 'accepted', trip.outcome.response?.status ?? 0)
  return createStep('http10', findings, NOTHING, trip)
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
    ? [...judgeWayThere(sent, arrival), ...judgeReturn(trip, 'push', judged), ...judgeGap(trip)]
    : judged
  const isSilent = !arrival && findings.length === 0
  const elsewhere = isSilent ? judgeElsewhere(new URL(target.url).hostname, false, []) : []
  return createStep(mode, [...findings, ...elsewhere], NOTHING, trip)
}

function judgeGap({ arrival, outcome }: Trip): Finding[] {
  const { firstBodyMs, durationMs } = outcome.response ?? {}
  if (!arrival?.replied.pause || firstBodyMs === undefined || durationMs === undefined) return []
  return judgeBuffering(durationMs - firstBodyMs, PAUSE_MS)
}
