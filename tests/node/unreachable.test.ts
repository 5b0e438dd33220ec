import { createServer as createHttp } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { createServer as createTls, getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { TlsOptions } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { transmit } from '../../src-core/delivery/transmit.ts'
import { judgeDelivery } from '../../src-core/diagnosis/delivery/delivery.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { createMessage } from '../core/diagnosis/reply/replies.ts'
import { listen, startBackend } from './backend-server.ts'
import { createCertificate } from './certificates.ts'

const ROOT = createCertificate({ name: 'Test Root', isAuthority: true })
const PRIVATE_ROOT = createCertificate({ name: 'Private Root', isAuthority: true })
const MIDDLE = createCertificate({ name: 'Test Intermediate', issuer: ROOT, isAuthority: true })
const LONG_AGO = new Date('2001-01-01')
const HOSTS = ['127.0.0.1', 'localhost']

/** Trusts the root as if it were a public authority, until the test ends. */
function trustRoot(): void {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, ROOT.cert])
  onTestFinished(() => setDefaultCACertificates(before))
}

async function ask(url: string, deadlineMs = 20_000) {
  const client = createHttpClient()
  const request = { method: 'POST', url, headers: [], body: Buffer.from('x'), deadlineMs }
  const outcome = await transmit(client, request)
  await client.close()
  const { findings, verdict } = judgeDelivery(outcome, { url, message: createMessage() })
  return { ...outcome, verdict, codes: findings.map(({ code }) => code), finding: findings[0]! }
}

async function startTls(options: TlsOptions): Promise<string> {
  const server = createTls(options, (socket) => {
    socket.on('error', () => {})
    socket.on('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess'),
    )
  })
  server.on('tlsClientError', () => {})
  return (await listen(server)).replace('http:', 'https:')
}

describe('a certificate', () => {
  it.each<[name: string, options: () => TlsOptions, code: string, title: RegExp]>([
    [
      'that is self-signed',
      () => createCertificate({ name: 'a', hosts: HOSTS }),
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      /its certificate is self-signed/,
    ],
    [
      'of a private authority',
      () => {
        const leaf = createCertificate({ name: 'a', hosts: HOSTS, issuer: PRIVATE_ROOT })
        return { ...leaf, cert: leaf.cert + PRIVATE_ROOT.cert }
      },
      'SELF_SIGNED_CERT_IN_CHAIN',
      /an authority that is not public/,
    ],
    [
      'whose intermediate is not sent along',
      () => createCertificate({ name: 'a', hosts: HOSTS, issuer: MIDDLE }),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      /chain is incomplete/,
    ],
    [
      'that has expired',
      () =>
        createCertificate({
          name: 'a',
          hosts: HOSTS,
          issuer: ROOT,
          from: new Date('2000-01-01'),
          until: LONG_AGO,
        }),
      'CERT_HAS_EXPIRED',
      /has expired/,
    ],
    [
      'that begins in the future',
      () =>
        createCertificate({
          name: 'a',
          hosts: HOSTS,
          issuer: ROOT,
          from: new Date('2150-01-01'),
          until: new Date('2160-01-01'),
        }),
      'CERT_NOT_YET_VALID',
      /not valid yet/,
    ],
    [
      'for others',
      () =>
        createCertificate({
          name: 'a',
          hosts: ['wx.example.com', '*.example.org', '10.0.0.1'],
          issuer: ROOT,
        }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
      /is not for 127\.0\.0\.1/,
    ],
  ])('%s is named, without advice for Node', async (_, options, code, title) => {
    trustRoot()
    const { codes, finding, error, verdict } = await ask(await startTls(options()))
    expect({ codes, verdict }).toEqual({ codes: ['probe.unreachable'], verdict: 'retried' })
    expect(error!.code).toBe(code)
    expect(finding.title.en).toMatch(title)
    expect(finding.title.en).toMatch(new RegExp(`\\(${code}\\): `))
    expect(JSON.stringify([finding, error])).not.toMatch(/use-system-ca|Node\.js/)
    expect(['observed', 'inferred']).toContain(finding.evidence)
  })

  it('for others says which names it has', async () => {
    trustRoot()
    const hosts = ['wx.example.com', '*.example.org', '10.0.0.1']
    const { finding } = await ask(await startTls(createCertificate({ name: 'a', hosts, issuer: ROOT })))
    expect(finding.detail.en).toContain('wx.example.com, *.example.org, 10.0.0.1')
    expect(finding.detail.zh).toContain('wx.example.com、*.example.org、10.0.0.1')
  })

  it('with its intermediate is fine', async () => {
    trustRoot()
    const leaf = createCertificate({ name: 'a', hosts: HOSTS, issuer: MIDDLE })
    const { codes, verdict } = await ask(await startTls({ ...leaf, cert: leaf.cert + MIDDLE.cert }))
    expect({ codes, verdict }).toEqual({ codes: [], verdict: 'ignored' })
  })
})

describe('a handshake', () => {
  it.each<[name: string, options: TlsOptions, title: RegExp]>([
    [
      'with TLS 1.1 at most',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      /no TLS version in common/,
    ],
    [
      'without a cipher in common',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
      /refused the TLS handshake/,
    ],
    [
      'in which the name is refused',
      { SNICallback: (_name, done) => done(new Error('no such site')) },
      /refused the TLS handshake|no site named|closed during the TLS handshake/,
    ],
    [
      'that wants a client certificate',
      { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2', ca: PRIVATE_ROOT.cert },
      /TLS handshake|client certificate|closed it without one byte/,
    ],
  ])('%s', async (_, options, title) => {
    trustRoot()
    const leaf = createCertificate({ name: 'a', hosts: HOSTS, issuer: ROOT })
    const origin = await startTls({ ...leaf, ...options })
    const { codes, finding } = await ask(origin.replace('127.0.0.1', 'localhost'))
    expect(codes).toEqual(['probe.unreachable'])
    expect(finding.title.en).toMatch(title)
    expect(finding.title.zh).not.toMatch(/[a-z]{6} [a-z]{3}/)
    expect(JSON.stringify(finding)).not.toContain('openssl/')
  })

  it('with an http port is told from other failures', async () => {
    const { origin } = await startBackend((response) => void response.end('success'))
    const { codes, finding } = await ask(`${origin.replace('http:', 'https:')}/wx`)
    expect(codes).toEqual(['probe.unreachable'])
    expect(finding.title.en).toContain(`https was spoken to an http port, ${new URL(origin).port}`)
  })

  it('that nobody answers is no slow backend', async () => {
    const origin = await listen(createTcp((socket) => void socket.on('error', () => {})))
    const { codes, finding } = await ask(origin.replace('http:', 'https:'), 300)
    expect(codes).toEqual(['probe.unreachable'])
    expect(finding.title.en).toContain('the TLS handshake got no response')
  })

  it('that is cut off is told from an empty answer', async () => {
    const origin = await listen(
      createTcp((socket) => void socket.on('error', () => {}).once('data', () => socket.end())),
    )
    const { codes, finding } = await ask(origin.replace('http:', 'https:'))
    expect(codes).toEqual(['probe.unreachable'])
    expect(finding.title.en).toContain('closed during the TLS handshake')
  })
})

describe('http on an https port', () => {
  it('is never a slow backend or a missing one without a word of https', async () => {
    const leaf = createCertificate({ name: 'a', hosts: HOSTS, issuer: ROOT })
    const { finding, codes } = await ask((await startTls(leaf)).replace('https:', 'http:'))
    expect(['probe.unreachable', 'reply.broken-framing']).toContain(codes[0])
    expect(finding.detail.en + finding.title.en).toMatch(/https/)
  })
})

describe('a connection', () => {
  it('that nobody takes names the port', async () => {
    const server = createHttp()
    const origin = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const { port } = new URL(origin)
    const { codes, finding } = await ask(origin)
    expect(codes).toEqual(['probe.unreachable'])
    expect(finding.title.en).toContain(`nothing listens on port ${port} of 127.0.0.1`)
    expect(finding.title.zh).toContain(`127.0.0.1 的端口 ${port} 没有程序在监听`)
  })

  it('that takes the request and says nothing is a slow backend', async () => {
    const origin = await listen(createTcp((socket) => void socket.on('error', () => {})))
    expect((await ask(origin, 300)).codes).toEqual(['reply.too-late'])
  })
})
