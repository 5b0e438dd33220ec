import { describe, expect, it } from 'vitest'
import { createTemporaryFolder } from '../running-workbench.ts'
import { noNginx, startNginx } from './running-nginx.ts'
import { outline, startProbing, stepOf } from './running-probe.ts'

const only = noNginx ? ` (skipped: ${noNginx})` : ''

/** The address of a test is one of loopback: WeChat would not call it, and nothing else is wrong with it. */
const LOOPBACK = { address: 'failed url.address', dns: 'skipped' }
const HOST_CHANGED = 'passed hop.changed-headers'
const WHOLE = {
  ...LOOPBACK,
  verification: HOST_CHANGED,
  http10: 'passed',
  plaintext: 'passed hop.buffered',
  compatible: 'passed',
  safe: 'passed',
}

describe.skipIf(noNginx)(`a probe through nginx${only}`, () => {
  it('that passes everything on finds what it makes anew, and nothing wrong', async () => {
    const { origin, probe } = await startProbing()
    const report = await probe(await startNginx(origin))
    expect(report.outcome).toBe('unusable')
    expect(outline(report)).toEqual(WHOLE)
    const { seen, trip } = stepOf(report, 'verification')
    expect(seen.en).toMatch(/^by way of nginx\/[\d.]+$/)
    expect(trip!.arrived!.line).toBe(trip!.sent.line.replace('HTTP/1.1', 'HTTP/1.0'))
    expect(trip!.returned!.body).toBe(trip!.replied!.body)
    expect(report.roundTripMs).toBeGreaterThan(0)
  })

  it('that neither changes Host nor buffers finds nothing at all', async () => {
    const { origin, probe } = await startProbing()
    const location = `proxy_pass ${origin}; proxy_set_header Host $http_host; proxy_buffering off;`
    const nothing = Object.fromEntries(Object.keys(WHOLE).map((name) => [name, 'passed']))
    expect(outline(await probe(await startNginx(origin, { location })))).toEqual({ ...nothing, ...LOOPBACK })
  })

  it('that compresses changes nothing, since WeChat does not ask for it', async () => {
    const { origin, probe } = await startProbing()
    const http =
      'gzip on; gzip_min_length 0; gzip_proxied any; gzip_http_version 1.0; gzip_types text/xml text/plain;'
    expect(outline(await probe(await startNginx(origin, { http })))).toEqual(WHOLE)
  })

  it('that redirects to https is told by the redirect, and gets no messages', async () => {
    const { origin, probe } = await startProbing()
    const report = await probe(
      await startNginx(origin, { location: 'return 301 https://$host$request_uri;' }),
    )
    expect(report.outcome).toBe('lost')
    expect(outline(report)).toMatchObject({ verification: 'failed status.redirect', plaintext: 'skipped' })
    expect(stepOf(report, 'verification').findings[0]!.title.en).toContain('from http to https')
  })

  it('that limits bodies is told by the messages, and names nginx', async () => {
    const { origin, probe } = await startProbing()
    const report = await probe(await startNginx(origin, { http: 'client_max_body_size 1k;' }))
    expect(report.outcome).toBe('changed')
    expect(outline(report)).toMatchObject({
      verification: HOST_CHANGED,
      plaintext: 'failed hop.proxy status.not-200',
      safe: 'failed hop.proxy status.not-200',
    })
    expect(stepOf(report, 'plaintext').findings[0]!.fix.en).toContain('client_max_body_size')
  })

  it('that substitutes text says what came in its place', async () => {
    const { origin, probe } = await startProbing()
    const location = `proxy_pass ${origin}; sub_filter_types *; sub_filter '</body>' '<script>1</script></body>';`
    const report = await probe(await startNginx(origin, { location }))
    expect(report.outcome).toBe('changed')
    expect(outline(report)).toMatchObject({
      verification: HOST_CHANGED,
      plaintext: 'failed hop.changed-reply hop.buffered',
      // Nothing to substitute in a ciphertext.
      safe: 'passed',
    })
    const [changed] = stepOf(report, 'plaintext').findings
    expect(changed!.title.en).toMatch(/^The reply differs from byte \d+ on: <script>1<\/script>/)
    expect(changed!.at).toMatchObject({ in: 'reply-body' })
  })

  it('that drops the query says so, although the responder could not know the request', async () => {
    const { origin, probe, path } = await startProbing()
    const report = await probe(
      await startNginx(origin, { location: `rewrite ^ ${path}? break; proxy_pass ${origin};` }),
    )
    expect(report.outcome).toBe('changed')
    const { findings, state } = stepOf(report, 'verification')
    expect(state).toBe('failed')
    expect(findings[0]).toMatchObject({ code: 'hop.changed-query', severity: 'error' })
    expect(findings[0]!.title.en).toContain('all parameters are gone')
  })

  it('that rewrites the path to the account’s does no harm, and one to another does', async () => {
    const { origin, probe, path } = await startProbing()
    const right = await startNginx(origin, { location: `rewrite ^ ${path} break; proxy_pass ${origin};` })
    const report = await probe(right, '/api/weixin')
    expect(report.outcome).toBe('unusable')
    expect(outline(report)).toMatchObject({
      verification: 'passed hop.changed-query hop.changed-headers',
      safe: 'passed',
    })
    const wrong = await startNginx(origin, { location: `rewrite ^ /nobody break; proxy_pass ${origin};` })
    expect(stepOf(await probe(wrong), 'verification').findings[0]).toMatchObject({
      code: 'hop.changed-query',
      severity: 'error',
    })
  })

  it('that leads to another server sends no message there', async () => {
    const [{ origin, latest }, { probe }] = [await startProbing(), await startProbing()]
    const report = await probe(await startNginx(origin))
    expect(report.outcome).toBe('lost')
    expect(stepOf(report, 'verification').findings.map(({ code }) => code)).toEqual([
      'hop.elsewhere',
      'status.refused',
    ])
    expect((await latest()).request.method).toBe('GET')
  })

  it('that keeps answers whatever the query is called a cache, and not another service', async () => {
    const { origin, probe } = await startProbing()
    const http = `proxy_cache_path ${createTemporaryFolder()} keys_zone=kept:1m; proxy_cache_key $uri;`
    const location = `proxy_pass ${origin}; proxy_cache kept; proxy_cache_valid 200 1m; add_header X-Cache $upstream_cache_status;`
    const nginx = await startNginx(origin, { http, location })
    // The first verification fills the cache; it says nothing of HTTP/1.0 that the next one gets the same.
    expect(outline(await probe(nginx))).toMatchObject({
      verification: HOST_CHANGED,
      http10: 'failed echo.changed',
    })
    const second = await probe(nginx)
    expect(outline(second)).toMatchObject({ verification: 'failed echo.changed', http10: 'skipped' })
    expect(stepOf(second, 'verification').findings[0]!.fix.en).toContain('show a cache')
  })

  it('that limits the rate is not taken for one that refuses HTTP/1.0', async () => {
    const { origin, probe } = await startProbing()
    const http = 'limit_req_zone $server_port zone=one:1m rate=1r/m;'
    const location = `limit_req zone=one; proxy_pass ${origin};`
    expect(outline(await probe(await startNginx(origin, { http, location })))).toMatchObject({
      verification: HOST_CHANGED,
      http10: 'failed hop.proxy status.not-200',
      plaintext: 'failed hop.proxy status.not-200',
    })
  })

  it('that gives up on a reply is blamed for the cut, and not the responder', async () => {
    const { origin, probe } = await startProbing()
    const location = `proxy_pass ${origin}; proxy_buffering off; proxy_read_timeout 100ms;`
    const { findings } = stepOf(await probe(await startNginx(origin, { location })), 'plaintext')
    expect(findings.map(({ code }) => code)).toEqual(['hop.changed-reply'])
    expect(findings[0]!.title.en).toMatch(/^\d+ of the reply’s \d+ bytes came back$/)
  })

  it('that hides the User-Agent and names the charset gets no advice about Host', async () => {
    const { origin, probe } = await startProbing()
    const headers = `proxy_set_header User-Agent ""; proxy_set_header Host $http_host; proxy_set_header Content-Type "text/xml; charset=utf-8";`
    const report = await probe(await startNginx(origin, { location: `${headers} proxy_pass ${origin};` }))
    expect(outline(report)).toMatchObject({ verification: HOST_CHANGED, safe: HOST_CHANGED })
    const [changed] = stepOf(report, 'verification').findings
    expect(changed!.title.en).toBe('Headers were changed: User-Agent: Mozilla/4.0 → gone')
    expect(changed!.fix.en).toBe('')
  })
})
