import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../../src-core/ports/http.ts'
import { createProbeArrivals } from '../../../src-core/probe-arrivals.ts'
import { probe } from '../../../src-core/reach/probe/probe.ts'

const TARGET = {
  account: 'a',
  url: 'http://127.0.0.1/wx',
  token: 'token',
  path: '/wx',
  originalId: '',
  encryption: null,
}

/** Probes an address where every request that is not answered by `reach` ends with its time. */
async function probeSlow(reach: (request: HttpRequest) => 'kept' | 'arrives' | 'answered') {
  const arrivals = createProbeArrivals({ monotonic: () => 0 })
  const httpClient = {
    async send(request: HttpRequest) {
      const { pathname, search, searchParams } = new URL(request.url)
      const text = searchParams.get('echostr') ?? 'success'
      const how = reach(request)
      const body = Buffer.from(text)
      const incoming = {
        ...request,
        target: pathname + search,
        httpVersion: '1.1',
        receivedAt: 0,
        incomplete: false,
      }
      if (how !== 'kept') {
        const replied = { status: 200, headers: [], body }
        const found = arrivals.find(incoming)
        found?.arrived({ incoming: incoming as never, isTaken: true, account: null, replied })
      }
      if (how === 'answered') return { status: 200, headers: [], body, durationMs: 1 }
      throw Object.assign(new Error('late'), { code: 'DEADLINE', durationMs: 5000, during: 'asking' })
    },
  }
  const report = await probe(
    {
      clock: { now: () => 0, monotonic: () => 0, after: () => () => {} },
      httpClient,
      network: null as never,
      randomBytes: (length) => new Uint8Array(length).fill(7),
      arrivals,
      report: () => {},
    },
    TARGET,
    () => {},
  )
  const titles = (name: string) =>
    report.steps.find((step) => step.name === name)!.findings.map(({ code, title }) => `${code} ${title.en}`)
  return { outcome: report.outcome, titles }
}

describe('a request of a probe that gets nothing in time', () => {
  it('and did not arrive is no fault of the backend', async () => {
    const { outcome, titles } = await probeSlow(() => 'kept')
    expect(outcome).toBe('lost')
    expect(titles('verification')).toEqual([
      'hop.elsewhere 127.0.0.1 took the connection and did not respond within 5 seconds, and the request did not come to this responder',
    ])
  })

  it('and arrived was kept on its way back', async () => {
    const { outcome, titles } = await probeSlow(() => 'arrives')
    expect(outcome).toBe('changed')
    expect(titles('verification')).toEqual([
      'hop.changed-reply The responder replied, and its reply was not back whole within 5 seconds',
    ])
  })

  it('and is a message, where the verification passes, is kept by a hop', async () => {
    const { outcome, titles } = await probeSlow(({ method }) => (method === 'GET' ? 'answered' : 'kept'))
    expect(outcome).toBe('changed')
    expect(titles('plaintext')).toEqual([
      'hop.elsewhere 127.0.0.1 took the POST and did not respond within 5 seconds, and it did not come whole to this responder',
    ])
  })
})
