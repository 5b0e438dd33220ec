import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { checkServerIdentity, connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import type { DeliveryStep } from '../../src-core/ports/http.ts'
import type { Network, Resolution, TlsReport } from '../../src-core/ports/network.ts'
import { explainError, withCode } from './http-errors.ts'

/** Milliseconds for each handshake and for the system's lookup: whoever says nothing must not make a probe endless. */
const DEADLINE_MS = 4000

/** Milliseconds for one question to one name server, and for all of them: several may be silent. */
const QUESTION_MS = 1500
const QUESTIONS_MS = 6000

/** Asks the name servers of this computer, or those that are given, and shakes hands with servers. */
export function createNetwork(nameServers?: string[]): Network {
  return { resolve: (host) => lookUp(host, nameServers), inspectTls }
}

async function lookUp(host: string, nameServers?: string[]): Promise<Resolution> {
  const resolver = new Resolver({ timeout: QUESTION_MS, tries: 2 })
  if (nameServers) resolver.setServers(nameServers)
  const timer = setTimeout(() => resolver.cancel(), QUESTIONS_MS)
  const [v4, v6, system] = await Promise.all([
    settle(resolver.resolve4(host)),
    settle(resolver.resolve6(host)),
    within(DEADLINE_MS, settle(lookup(host, { all: true }))),
  ])
  clearTimeout(timer)
  return {
    v4: v4.value,
    v6: v6.value,
    system: (system?.value ?? []).map(({ address }) => address),
    error: v4.code,
  }
}

async function settle<Value>(asked: Promise<Value[]>): Promise<{ value: Value[]; code: string | null }> {
  try {
    return { value: await asked, code: null }
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    return { value: [], code: code === 'ECANCELLED' ? 'ETIMEOUT' : code }
  }
}

/** Resolves to null if the promise does not in time. */
async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<null>((resolveNull) => (timer = setTimeout(resolveNull, ms, null)))
  const first = await Promise.race([promise, timeUp])
  clearTimeout(timer)
  return first
}

type Target = Parameters<Network['inspectTls']>[0]

async function inspectTls(target: Target): Promise<TlsReport> {
  const shaken = await shakeHands(target)
  if (shaken.error) return { ...NO_TLS, ...shaken }
  const isNewer = shaken.protocol !== 'TLSv1.2'
  const older = isNewer ? await shakeHands(target, 'TLSv1.2') : shaken
  return { ...shaken, takesTls12: judgeOlder(older) }
}

/** Any other failure says nothing of the version: the server may want a client's certificate, or have hung up once. */
function judgeOlder({ protocol, error }: TlsReport): boolean | null {
  if (protocol !== null) return true
  return error && /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(error.code) ? false : null
}

const NO_TLS: TlsReport = {
  protocol: null,
  valid: null,
  issuer: '',
  takesTls12: null,
  error: null,
}

/** Shakes hands once. The certificate is read whether it is trusted or not; `error` says if it is not. */
function shakeHands({ host, port, address }: Target, maxVersion?: 'TLSv1.2'): Promise<TlsReport> {
  return new Promise((resolve) => {
    const name = host.replace(/^\[(.*)\]$/, '$1')
    let during: DeliveryStep = isIP(address ?? name) === 0 ? 'looking-up' : 'connecting'
    const socket = connect({
      host: address ?? name,
      port,
      ...(isIP(name) === 0 && { servername: name }),
      ...(maxVersion && { maxVersion }),
      // The alternative is an error without the certificate.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    })
    const timer = setTimeout(() => fail(withCode('no response in time', 'DEADLINE')), DEADLINE_MS)

    function end(report: TlsReport): void {
      clearTimeout(timer)
      socket.destroy()
      resolve(report)
    }
    const fail = (error: unknown) => end({ ...NO_TLS, error: { ...explainError(error), during } })

    socket.on('error', fail)
    socket.once('close', () => fail(withCode('', 'ECONNRESET')))
    socket.once('lookup', () => (during = 'connecting'))
    socket.once('connect', () => (during = 'securing'))
    socket.once('secureConnect', () => {
      const distrust = findDistrust(socket, name)
      end({ ...describe(socket), error: distrust ? { ...explainError(distrust), during } : null })
    })
  })
}

/** Reads a connection that stands: on one that has failed or ended, Node 24 crashes. */
function describe(socket: TLSSocket): TlsReport {
  const certificate = socket.getPeerCertificate()
  const issuer: unknown = certificate?.issuer?.O ?? certificate?.issuer?.CN
  const from = Date.parse(certificate?.valid_from ?? '')
  const to = Date.parse(certificate?.valid_to ?? '')
  return {
    ...NO_TLS,
    protocol: socket.getProtocol(),
    issuer: typeof issuer === 'string' ? issuer : '',
    valid: Number.isNaN(from + to) ? null : { from, to },
  }
}

/** Returns why the server is not trusted: its certificate, or the name on it; null if it is. */
function findDistrust(socket: TLSSocket, host: string): unknown {
  // Its type says Error; it is the code as a string in some versions of Node.
  const reason: unknown = socket.authorizationError
  if (!socket.authorized) {
    if (typeof reason === 'string') return withCode(reason, reason)
    return reason ?? withCode('the certificate is not trusted', 'CERT_UNTRUSTED')
  }
  return checkServerIdentity(host, socket.getPeerCertificate())
}
