import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findHop } from '../../../../src-core/diagnosis/hop/find-hop.ts'
import { EDGES } from '../../../../src-core/diagnosis/hop/edges.ts'
import { NETWORKS } from '../../../../src-core/diagnosis/hop/networks.ts'
import { PROXIES } from '../../../../src-core/diagnosis/hop/proxies.ts'
import { TUNNELS } from '../../../../src-core/diagnosis/hop/tunnels.ts'
import { WEB_SERVERS } from '../../../../src-core/diagnosis/hop/web-servers.ts'
import type { Answer } from '../../../../src-core/diagnosis/page/page.ts'
import { expectGoodText } from '../../good-text.ts'
import { createAnswer, createNginxPage, FRP_PAGE } from './answers.ts'
import { CF, FOUND } from './found.ts'

describe('an answer that a hop wrote itself', () => {
  it.each(FOUND)('names %s by %j', (name, shown, says, answer) => {
    const found = findHop(answer)
    expect(found?.hop.name.en).toBe(name)
    expect(found?.shown).toContain(shown)
    expect(found?.words.detail.en).toMatch(says)
  })

  it('has the place of the bytes that show it', () => {
    const [, , , header] = FOUND[0]!
    expect(findHop(header)?.at).toEqual({ in: 'reply-header', name: 'Ngrok-Error-Code' })
    const page = createNginxPage('502 Bad Gateway')
    expect(findHop(createAnswer(502, [], page))?.at).toEqual({
      in: 'reply-body',
      offset: page.indexOf('nginx/'),
      length: 'nginx/1.18.0'.length,
      line: 5,
      column: '<hr><center>'.length + 1,
    })
  })

  it('is found behind another hop that passed it on', () => {
    expect(findHop(createAnswer(502, CF, createNginxPage('502 Bad Gateway')))?.hop.name.en).toBe('nginx')
    expect(findHop(createAnswer(404, ['Server: nginx'], FRP_PAGE))?.hop.name.en).toBe('frp')
  })

  it('is read in GBK as well', () => {
    // 您的请求带有不合法参数，已被系统设置拦截 in GBK, between tags.
    const words = Buffer.from(
      'c4fab5c4c7ebc7f3b4f8d3d0b2bbbacfb7a8b2cecafda3acd2d1b1bbcfb5cdb3c9e8d6c3c0b9bdd8',
      'hex',
    )
    const body = Buffer.concat([Buffer.from('<html><p>'), words, Buffer.from('</p></html>')])
    const found = findHop(createAnswer(403, [], body))
    expect(found?.shown).toBe('您的请求带有不合法参数，已被系统设置拦截')
    expect(found?.at).toMatchObject({ offset: 9, length: words.length })
  })
})

describe('the backend’s own answer, passed on', () => {
  it.each<[what: string, answer: Answer]>([
    [
      'a 404 behind ngrok, without its code',
      createAnswer(404, ['Server: uvicorn'], '{"detail":"Not Found"}'),
    ],
    ['a 404 behind Cloudflare', createAnswer(404, CF, '<html><title>404</title><h1>Not found</h1></html>')],
    ['a 502 of JSON behind Cloudflare', createAnswer(502, CF, '{"code":502,"message":"upstream"}')],
    ['a 502 of JSON behind nginx', createAnswer(502, ['Server: nginx'], '{"message":"Bad Gateway"}')],
    ['an error code of its own', createAnswer(500, [], 'error code: 1001')],
    [
      'a page that mentions nginx',
      createAnswer(
        502,
        [],
        '<html><head><title>502 Bad Gateway</title></head><body><p>Restart nginx</p><center>nginx/1.18.0</center></body></html>',
      ),
    ],
    [
      'a text that quotes a page of nginx’s',
      createAnswer(500, [], `upstream: ${createNginxPage('502 Bad Gateway')}`),
    ],
    ['a page that mentions ngrok’s code', createAnswer(500, [], 'Error: connect failed (ERR_NGROK_3200)')],
    ['a page that mentions frp', createAnswer(404, [], '<p>Faithfully yours, frp.</p>')],
    ['Go’s 404, which Traefik has as well', createAnswer(404, [], '404 page not found\n')],
    ['a redirect of nginx’s', createAnswer(301, ['Server: nginx'], createNginxPage('301 Moved Permanently'))],
    [
      'a backend behind squid',
      createAnswer(500, ['Via: 1.1 proxy (squid/5.7)', 'X-Cache: MISS from proxy'], 'oops'),
    ],
    [
      'a 502 of the backend behind Caddy, with a body',
      createAnswer(502, ['Server: Caddy'], '{"message":"x"}'),
    ],
    [
      'CloudFront’s mark on an error of the origin',
      createAnswer(404, ['X-Cache: Error from cloudfront'], 'Not Found'),
    ],
    ['a JSON code of its own', createAnswer(404, [], '{"code":"INVALID_PATH","message":"x"}')],
    ['a sentence of Envoy’s inside a text', createAnswer(500, [], 'log: no healthy upstream')],
    [
      'Flask’s 404',
      createAnswer(
        404,
        [],
        '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server.</p>\n',
      ),
    ],
    ['a rate limit of Flask’s', createAnswer(429, [], 'Too Many Requests')],
    ['nothing', createAnswer(500, [])],
  ])('is not a hop’s: %s', (_, answer) => {
    expect(findHop(answer)).toBeNull()
  })
})

describe('the table', () => {
  const hops = [...TUNNELS, ...EDGES, ...NETWORKS, ...PROXIES, ...WEB_SERVERS]

  it.each(hops.map((hop) => [hop.name.en, hop] as const))(
    '%s has a source and good words',
    (_, { source, signs }) => {
      expect(source).toMatch(/^https:\/\/\S+$|^RFC \d+, section [\d.]+$/)
      for (const { words } of signs) {
        if (typeof words === 'function') continue
        expectGoodText(words.detail)
        expectGoodText(words.fix)
      }
    },
  )

  it('has an answer in this test for every row', () => {
    const named = new Set(FOUND.map(([name]) => name))
    const without = hops.map(({ name }) => name.en).filter((name) => !named.has(name))
    expect(without).toEqual([])
  })

  it('never throws, whatever the bytes, and gives places inside of them', () => {
    const scraps = fc.constantFrom(
      '<html>',
      '<title>',
      '502 Bad Gateway',
      'nginx',
      'cf-error-details',
      '{"',
      '\u4f60',
      'Error',
      '<',
    )
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(scraps, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
    )
    fc.assert(
      fc.property(bodies, fc.constantFrom(200, 404, 502, 530), (body, status) => {
        const found = findHop({ status, headers: CF.map((one) => one.split(': ') as [string, string]), body })
        if (found?.at.in === 'reply-body')
          expect(found.at.offset + found.at.length).toBeLessThanOrEqual(body.length)
      }),
      { numRuns: 300 },
    )
  })
})
