import { createServer } from 'node:net'
import { createServer as createTls, getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { TlsOptions } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { judgeTls } from '../../../src-core/diagnosis/reach/tls.ts'
import { createNetwork } from '../../../src-main/node/network.ts'
import { listen } from '../backend-server.ts'
import { createCertificate } from '../certificates.ts'

const ROOT = createCertificate({ name: 'Test Root', isAuthority: true })
const MIDDLE = createCertificate({ name: 'Test Intermediate', issuer: ROOT, isAuthority: true })
const HOSTS = ['localhost', '127.0.0.1']
const DAY_MS = 24 * 60 * 60 * 1000
const MONTHS = new Date(Date.now() + 60 * DAY_MS)

/** Trusts the root as if it were a public authority, until the test ends. */
function trustRoot(): void {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, ROOT.cert])
  onTestFinished(() => setDefaultCACertificates(before))
}

async function inspect(options: TlsOptions, host = 'localhost') {
  trustRoot()
  const server = createTls(options, (socket) => socket.on('error', () => {}))
  server.on('tlsClientError', () => {})
  const port = Number(new URL(await listen(server)).port)
  const report = await createNetwork().inspectTls({ host, port, address: '127.0.0.1' })
  const findings = judgeTls(host, String(port), report, Date.now())
  return { report, found: findings.map(({ code, severity, title }) => `${code} ${severity} ${title.en}`) }
}

describe('the TLS of an address', () => {
  it('with a whole chain is trusted, and its certificate is read', async () => {
    const { key, cert } = createCertificate({
      name: 'localhost',
      issuer: MIDDLE,
      hosts: HOSTS,
      until: MONTHS,
    })
    const { report, found } = await inspect({ key, cert: cert + MIDDLE.cert })
    expect(found).toEqual([])
    expect(report).toMatchObject({
      protocol: 'TLSv1.3',
      takesTls12: true,
      issuer: 'Test Intermediate',
      error: null,
    })
    expect(Math.abs(report.valid!.to - MONTHS.getTime())).toBeLessThan(1000)
  })

  it.each([
    [
      'without its intermediate',
      () => createCertificate({ name: 'localhost', issuer: MIDDLE, hosts: HOSTS, until: MONTHS }),
      /its certificate chain is incomplete.*UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    ],
    [
      'with a self-signed certificate',
      () => createCertificate({ name: 'localhost', hosts: HOSTS, until: MONTHS }),
      /is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    ],
    [
      'with an expired certificate',
      () =>
        createCertificate({
          name: 'localhost',
          issuer: ROOT,
          hosts: HOSTS,
          until: new Date('2001-01-02'),
          from: new Date('2001-01-01'),
        }),
      /has expired/,
    ],
    [
      'with a certificate of the future',
      () =>
        createCertificate({
          name: 'localhost',
          issuer: ROOT,
          hosts: HOSTS,
          from: new Date(Date.now() + DAY_MS),
          until: MONTHS,
        }),
      /not valid yet/,
    ],
    [
      'with another name',
      () => createCertificate({ name: 'other', issuer: ROOT, hosts: ['other.example'], until: MONTHS }),
      /is not for localhost/,
    ],
  ])('%s is not', async (_, create, says) => {
    const { key, cert } = create()
    const { found } = await inspect({ key, cert })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^probe\.tls error /)
    expect(found[0]).toMatch(says)
  })

  it('that ends soon is a warning', async () => {
    const until = new Date(Date.now() + 3.5 * DAY_MS)
    const from = new Date(Date.now() - 80 * DAY_MS)
    const { key, cert } = createCertificate({ name: 'localhost', issuer: ROOT, hosts: HOSTS, from, until })
    expect((await inspect({ key, cert })).found).toEqual([
      'probe.tls warning The certificate of localhost ends in 3 days',
    ])
  })

  it.each([
    ['TLSv1.3', 'TLSv1.3', ['probe.tls warning It takes TLSv1.3 and no TLS 1.2']],
    ['TLSv1.2', 'TLSv1.2', []],
    ['TLSv1.2', 'TLSv1.3', []],
  ] as const)('from %s to %s is judged by TLS 1.2', async (minVersion, maxVersion, expected) => {
    const { key, cert } = createCertificate({ name: 'localhost', issuer: ROOT, hosts: HOSTS, until: MONTHS })
    expect((await inspect({ key, cert, minVersion, maxVersion })).found).toEqual(expected)
  })

  it('that hangs up on a second handshake is not said to lack TLS 1.2', async () => {
    trustRoot()
    const order = { name: 'localhost', issuer: ROOT, hosts: HOSTS, until: MONTHS }
    const server = createTls(createCertificate(order), (socket) => socket.on('error', () => {}))
    let count = 0
    server.on('connection', (socket) => void (count++ === 1 && socket.destroy()))
    server.on('tlsClientError', () => {})
    const port = Number(new URL(await listen(server)).port)
    const report = await createNetwork().inspectTls({ host: 'localhost', port, address: '127.0.0.1' })
    expect(report).toMatchObject({ protocol: 'TLSv1.3', error: null, takesTls12: null })
  })

  it('that wants a certificate of the client is not said to lack TLS 1.2', async () => {
    const order = { name: 'localhost', issuer: ROOT, hosts: HOSTS, until: MONTHS }
    const { found } = await inspect({
      ...createCertificate(order),
      requestCert: true,
      rejectUnauthorized: true,
    })
    expect(found).toEqual([])
  })

  it('below 1.2 is refused', async () => {
    const { key, cert } = createCertificate({ name: 'localhost', issuer: ROOT, hosts: HOSTS, until: MONTHS })
    const ciphers = 'DEFAULT@SECLEVEL=0'
    const { found } = await inspect({ key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers })
    expect(found[0]).toMatch(/^probe\.tls error .*no TLS version in common/)
  })

  it('of a port that speaks http is told', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const port = Number(new URL(await listen(server as never)).port)
    const report = await createNetwork().inspectTls({ host: 'localhost', port, address: '127.0.0.1' })
    expect(judgeTls('localhost', String(port), report, 0)[0]!.title.en).toContain(
      'https was spoken to an http port',
    )
  })

  it('of an IPv6 address is not a matter of names', async () => {
    const { error } = await createNetwork().inspectTls({ host: '[::1]', port: 1 })
    expect(error!.during).toBe('connecting')
  })

  it('of a port that nobody serves is no certificate', async () => {
    const report = await createNetwork().inspectTls({ host: '127.0.0.1', port: 1 })
    expect(report).toMatchObject({ protocol: null, error: { code: 'ECONNREFUSED', during: 'connecting' } })
  })
})
