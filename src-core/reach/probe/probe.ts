import type { Finding } from '../../contract/exchange.ts'
import { modes } from '../../contract/exchange.ts'
import { isServerUrl } from '../../contract/field-check/addresses.ts'
import type { ProbeOutcome, ProbeReport, ProbeStep, ProbeStepName } from '../../contract/probe.ts'
import type { Bilingual } from '../../contract/text.ts'
import { judgeAddress } from '../../diagnosis/reach/address.ts'
import { hasMoved, judgeAddresses, judgeMove, judgeName } from '../../diagnosis/reach/dns.ts'
import type { AddressAnswer } from '../../diagnosis/reach/dns.ts'
import { nameNetwork } from '../../diagnosis/reach/special-addresses.ts'
import { judgeTls } from '../../diagnosis/reach/tls.ts'
import type { Resolution, TlsReport } from '../../ports/network.ts'
import type { ProbePorts } from './ports.ts'
import type { ProbeTarget } from './requests.ts'
import { createStep, pushMessage, skipStep, verifyAddress, verifyInHttp10 } from './steps.ts'
import type { VerificationStep } from './steps.ts'

/** The most addresses of one name that are each asked. */
const ADDRESSES_MAX = 4

/**
 * Calls a public URL as WeChat would, and says what of it arrives and comes back. With `ports.arrivals`, every byte is
 * compared with what the responder received and sent; without, each answer is judged as WeChat would take it. Messages
 * are sent only where the verification has shown that the URL leads to the right place. `onStep` gets the report after
 * each step. Never rejects.
 */
export async function probe(
  ports: ProbePorts,
  target: ProbeTarget,
  onStep: (report: ProbeReport) => void,
): Promise<ProbeReport> {
  const startedAt = ports.clock.now()
  const begun = ports.clock.monotonic()
  const steps: ProbeStep[] = []
  let roundTripMs: number | null = null

  const report = (outcome: ProbeOutcome | null): ProbeReport => ({
    account: target.account,
    url: target.url,
    startedAt,
    outcome,
    durationMs: Math.round(ports.clock.monotonic() - begun),
    roundTripMs,
    steps: [...steps],
  })

  function add(step: ProbeStep): ProbeStep {
    steps.push(step)
    onStep(report(null))
    return step
  }

  /** Ends the probe: the steps that were not reached are skipped. */
  function end(outcome: ProbeOutcome): ProbeReport {
    const reached = new Set(steps.map(({ name }) => name))
    for (const name of stepsOf(target.url).filter((one) => !reached.has(one))) steps.push(skipStep(name))
    return report(outcome)
  }

  add(createStep('address', judgeAddress(target.url, target.path)))
  if (!isServerUrl(target.url)) return end('lost')
  const { protocol, hostname, port } = new URL(target.url)
  const isSecure = protocol === 'https:'

  const named = isName(hostname) ? await ports.network.resolve(hostname) : null
  const shown = named ? showAddresses(named) : ''
  const dns = named
    ? createStep('dns', judgeName(hostname, named), { zh: shown, en: shown })
    : skipStep('dns', NO_NAME)
  add(dns)
  if (named && isUnknown(named)) return end('lost')
  const addresses = named ? publicAddresses(named) : []

  if (isSecure) {
    const [address] = addresses
    const tls = await ports.network.inspectTls({ host: hostname, port: Number(port) || 443, address })
    const findings = judgeTls(hostname, port || '443', tls, ports.clock.now())
    if (add(createStep('tls', findings, describeTls(tls))).state === 'failed') return end('lost')
  }

  const verified = await verifyAll(ports, target, hostname, addresses)
  roundTripMs = verified.roundTripMs
  const after = named && addresses.length > 0 ? await ports.network.resolve(hostname) : null
  const moved = named && after ? await judgeMoved(ports, target, hostname, named, after) : []
  if (moved.length > 0) steps[steps.indexOf(dns)] = createStep('dns', [...dns.findings, ...moved], dns.seen)
  add(verified.step)
  if (!verified.isArrived) return end(verified.isRefused ? 'changed' : 'lost')

  const { address } = verified
  add(verified.isEchoed ? await verifyInHttp10(ports, target, address) : skipStep('http10', NOT_VERIFIED))
  for (const mode of modes) {
    if (mode !== 'plaintext' && !target.encryption) add(skipStep(mode, NO_KEY))
    // A server in safe mode may refuse what is not encrypted; a message in compatible mode has both.
    else if (mode === 'plaintext' && target.encryption && !ports.arrivals) add(skipStep(mode, ENCRYPTED))
    else add(withoutRepeats(await pushMessage(ports, target, mode, address), verified.step))
  }
  return end(sumUp(steps))
}

const NO_NAME: Bilingual = { zh: '不是公网域名，不用查', en: 'no public name to ask for' }
const NOT_VERIFIED: Bilingual = { zh: 'HTTP/1.1 也没有通过', en: 'HTTP/1.1 did not pass either' }
const NO_KEY: Bilingual = { zh: '没有 EncodingAESKey', en: 'no EncodingAESKey' }
const ENCRYPTED: Bilingual = { zh: '给了密钥，只试加密的消息', en: 'with a key, encrypted messages only' }

function stepsOf(url: string): ProbeStepName[] {
  const names: ProbeStepName[] = ['address', 'dns', 'tls', 'verification', 'http10', ...modes]
  return names.filter((name) => name !== 'tls' || /^https:/i.test(url))
}

/** Tells whether a host is a name of public DNS: no IP address, and none of this machine. */
function isName(host: string): boolean {
  return !/^[\d.]+$|^\[/.test(host) && !/(?:^|\.)localhost\.?$/i.test(host)
}

function isUnknown({ v4, v6, system }: Resolution): boolean {
  return v4.length + v6.length + system.length === 0
}

/** Returns the addresses to connect to; none if only the system knows a way, as through a proxy program. */
function publicAddresses({ v4 }: Resolution): string[] {
  return v4.filter((address) => nameNetwork(address)?.kind !== 'fake').slice(0, ADDRESSES_MAX)
}

function showAddresses({ v4, v6, system }: Resolution): string {
  const known = [...v4, ...v6]
  return (known.length > 0 ? known : system).slice(0, ADDRESSES_MAX).join(' · ')
}

function describeTls({ protocol, valid, issuer }: TlsReport): Bilingual {
  if (protocol === null) return { zh: '', en: '' }
  const end = valid && new Date(valid.to).toISOString().slice(0, 10)
  return {
    zh: [protocol, issuer, end && `到期 ${end}`].filter(Boolean).join(' · '),
    en: [protocol, issuer, end && `until ${end}`].filter(Boolean).join(' · '),
  }
}

/** Verifies each of the addresses, and says if they answer differently. The others use the first that is right. */
async function verifyAll(
  ports: ProbePorts,
  target: ProbeTarget,
  host: string,
  addresses: readonly string[],
): Promise<VerificationStep & { address: string | undefined }> {
  if (addresses.length < 2) {
    const [address] = addresses
    return { ...(await verifyAddress(ports, target, address)), address }
  }
  const all: (VerificationStep & { address: string })[] = []
  for (const address of addresses) all.push({ ...(await verifyAddress(ports, target, address)), address })
  const isRight = ({ isArrived, isEchoed }: VerificationStep) => isArrived && isEchoed
  const verified = all.find(isRight) ?? all[0]!
  const answers: AddressAnswer[] = all.map((one) => ({ address: one.address, ok: isRight(one) }))
  const { step } = verified
  const findings: Finding[] = [...step.findings, ...judgeAddresses(host, answers)]
  return {
    ...verified,
    step: { ...createStep(step.name, findings, step.seen), ...(step.trip && { trip: step.trip }) },
  }
}

async function judgeMoved(
  ports: ProbePorts,
  target: ProbeTarget,
  host: string,
  before: Resolution,
  after: Resolution,
): Promise<Finding[]> {
  if (!hasMoved(before, after)) return []
  const { isArrived, isEchoed } = await verifyAddress(ports, target, after.v4[0])
  return judgeMove(host, before, after, isArrived && isEchoed)
}

/** Leaves out of a step what was said of the verification already: a Host that is changed is changed every time. */
function withoutRepeats(step: ProbeStep, { findings: said }: ProbeStep): ProbeStep {
  const isNew = ({ code, severity, title }: Finding) =>
    severity === 'error' || !said.some((one) => one.code === code && one.title.en === title.en)
  const { state } = createStep(step.name, step.findings.filter(isNew))
  return { ...step, state, findings: step.findings.filter(isNew) }
}

function sumUp(steps: readonly ProbeStep[]): ProbeOutcome {
  const failed = steps.filter(({ state }) => state === 'failed').map(({ name }) => name)
  if (failed.length === 0) return 'verified'
  return failed.every((name) => name === 'address' || name === 'dns') ? 'unusable' : 'changed'
}
