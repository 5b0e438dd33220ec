import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Release, UpdateSource } from '../../../src-core/contract/updates.ts'
import { createCertificate } from '../certificates.ts'

/** A host that publishes releases, over HTTPS, which this process trusts until it is closed. */
export interface ReleaseServer {
  source: Extract<UpdateSource, { kind: 'releases' }>
  origin: string
  /** The requests that came: their path and headers. */
  asked: { url: string; headers: IncomingHttpHeaders }[]
  /** The newest release there; what is left out is as usual. */
  publish(release: Partial<Release>): void
  close(): Promise<void>
}

/** `respond` answers in place of the newest release; a host that is not `trusted` has an authority that nobody knows. */
export async function startReleaseServer(
  respond?: (response: ServerResponse, url: string) => void,
  { trusted = true } = {},
): Promise<ReleaseServer> {
  const root = createCertificate({ name: `Test Root ${randomUUID()}`, isAuthority: true })
  const { key, cert } = createCertificate({ name: 'releases', issuer: root, hosts: ['127.0.0.1'] })
  if (trusted) setDefaultCACertificates([...getCACertificates('default'), root.cert])
  const asked: ReleaseServer['asked'] = []
  let newest = ''
  const server = createServer({ key, cert }, ({ url = '', headers }, response) => {
    asked.push({ url, headers })
    if (respond) respond(response, url)
    else response.end(newest)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = `${origin}/owner/repository/releases`
  function publish(release: Partial<Release>): void {
    const version = release.version ?? '1.2.0'
    newest = JSON.stringify({
      version,
      date: '2026-11-30',
      page: `${page}/tag/v${version}`,
      changes: { zh: '- 修复', en: '- Fixed' },
      ...release,
    })
  }
  publish({})
  return {
    source: { kind: 'releases', address: `${page}/latest/download/latest.json`, page },
    origin,
    asked,
    publish,
    async close() {
      const others = getCACertificates('default').filter((one) => one.trim() !== root.cert.trim())
      setDefaultCACertificates(others)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
