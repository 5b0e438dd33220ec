import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../../src-core/check-up/cases/cases.ts'
import { CHECK_GROUPS } from '../../../src-core/contract/check-up.ts'
import type { CheckUpReport } from '../../../src-core/contract/check-up.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { expectGoodChinese, expectGoodText } from '../good-text.ts'
import { createGoodBackend } from './good-backend.ts'
import { AES_KEY, check, keyOf, SAFE, TOKEN } from './scripted.ts'
import type { Scripted } from './scripted.ts'

const LEVELS = new Map(CHECKS.map(({ id, level }) => [id, level]))

function failedOf({ results }: Pick<CheckUpReport, 'results'>): string[] {
  return results.flatMap(({ id, state }) => (state === 'failed' ? [id] : []))
}

const requiredOf = (report: CheckUpReport) => failedOf(report).filter((id) => LEVELS.get(id) === 'required')

describe('the table of cases', () => {
  it('has them group by group, each with an id of its own', () => {
    expect(CHECKS.length).toBeGreaterThanOrEqual(80)
    const ids = CHECKS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, group } of CHECKS) expect(id).toMatch(new RegExp(`^${group}\\.[a-z0-9-]+$`))
    const groups = CHECKS.map(({ group }) => group)
    expect([...new Set(groups)]).toEqual(Object.keys(CHECK_GROUPS))
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual(Object.keys(CHECK_GROUPS))
  })

  it.each(CHECKS)('$id says in both languages what it is about', ({ title, sent, why, fix }) => {
    for (const text of [why, fix]) expectGoodText(text)
    for (const { zh, en } of [title, sent]) {
      expectGoodChinese(zh)
      expect(zh + en).not.toMatch(/[。.]$/)
      expect(zh).toMatch(/\p{Script=Han}/u)
    }
    expect(why.en + fix.en).not.toMatch(/。/)
  })
})

describe('a backend that does all that is required', () => {
  it.each([
    ['in the clear', {}],
    ['in safe mode', SAFE],
    ['in compatible mode', { ...SAFE, mode: 'compatible' as const }],
  ])('passes %s', async (_, target) => {
    const report = await check(createGoodBackend(), { target })
    expect(report).toMatchObject({ state: 'finished', reported: [] })
    expect(requiredOf(report)).toEqual([])
  })

  it('may acknowledge everything', async () => {
    expect(requiredOf(await check(createGoodBackend({ handle: () => 'success' })))).toEqual([])
  })
})

/** Passes every verification but the one after a message. */
function createStaggering(): Scripted {
  let isDown = false
  return (request, query) => {
    if (request.method === 'POST') {
      isDown = true
      return ''
    }
    const isUp = !isDown
    isDown = false
    return isUp ? (query.get('echostr') ?? '') : { status: 503 }
  }
}

const reply = (to: string) =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[gh_x]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>`

it('has no case that cannot fail', async () => {
  const previousKey = keyOf(`b${AES_KEY.slice(1)}`)
  const safe = { ...SAFE, encryption: { ...SAFE.encryption!, previousKey } }
  const broken: Scripted = () => ({ status: 500, body: 'error' })
  const careless: Scripted = (_, query) => query.get('echostr') ?? reply('oSomebody')
  const recursive: Scripted = ({ body }, query) =>
    Buffer.from(body).includes('<a><a><a>') ? null : (query.get('echostr') ?? '')
  const hostile = CHECKS.flatMap(({ id, group }) => (group === 'hostile' ? [id] : []))
  const others = CHECKS.flatMap(({ id, group }) => (group === 'hostile' ? [] : [id]))
  const reports = [
    await check(broken, { only: others }),
    await check(broken, { only: others, target: safe }),
    await check(careless, { only: others, target: safe }),
    await check(createStaggering(), { only: hostile }),
    await check(recursive, { only: hostile }),
  ]
  const failed = new Set(reports.flatMap(failedOf))
  expect(CHECKS.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([])
})

/** Sorts the parts as numbers where both are numbers. */
function sortsNumbers(query: URLSearchParams): boolean {
  const parts = [TOKEN, query.get('timestamp') ?? '', query.get('nonce') ?? '']
  const compare = (a: string, b: string) => Number(a) - Number(b) || (a < b ? -1 : 1)
  return query.get('signature') === createHash('sha1').update(parts.toSorted(compare).join('')).digest('hex')
}

describe('a mistake is found by the cases that are about it', () => {
  it.each<[string, Scripted, string[]]>([
    [
      'the parts sorted as numbers',
      createGoodBackend({ isGenuine: sortsNumbers }),
      ['verification.short-nonce'],
    ],
    [
      'echostr as a number',
      createGoodBackend({ verify: (echostr) => String(Number(echostr)) }),
      ['verification.echo', 'verification.leading-zero', 'verification.letters'],
    ],
    [
      'a signature that only has to begin right',
      createGoodBackend({
        isGenuine: (query) => {
          const signed = sign({
            token: TOKEN,
            timestamp: query.get('timestamp') ?? '',
            nonce: query.get('nonce') ?? '',
          })
          return signed.startsWith(query.get('signature') ?? 'none')
        },
      }),
      ['forgery.empty', 'forgery.beginning'],
    ],
    [
      'messages taken without a look at the signature',
      createGoodBackend({ isGenuine: () => true }),
      CHECKS.flatMap(({ id, group, level, encrypted }) =>
        group === 'forgery' && level === 'required' && !encrypted ? [id] : [],
      ),
    ],
    [
      'an exception at an unknown event',
      createGoodBackend({
        handle: ({ field }) => (field('Event') === 'mpscope_new_event' ? { status: 500 } : 'success'),
      }),
      ['text.unknown-event'],
    ],
    [
      'a strict XML parser',
      createGoodBackend({
        handle: ({ xml }) => (/[\u0001-\u0008\u000E-\u001F]/.test(xml) ? { status: 400 } : 'success'),
      }),
      ['text.control-character'],
    ],
    [
      'one user in a global',
      (() => {
        let user = ''
        return createGoodBackend({
          handle: ({ field, reply: write }) => write('收到', (user ||= field('FromUserName'))),
        })
      })(),
      ['framing.two-users'],
    ],
    [
      'the openid of the query',
      createGoodBackend({ handle: ({ query, reply: write }) => write('收到', query.get('openid') ?? '') }),
      ['framing.no-openid'],
    ],
  ])('%s', async (_, backend, expected) => {
    const groups = expected.map((id) => id.split('.')[0])
    const only = CHECKS.flatMap(({ id, group }) => (groups.includes(group) ? [id] : []))
    expect(requiredOf(await check(backend, { only }))).toEqual(expect.arrayContaining(expected))
  })

  it('another reply to each delivery', async () => {
    let count = 0
    const counting = createGoodBackend({ handle: ({ reply: write }) => write(`第 ${++count} 次`) })
    const { results } = await check(counting, { only: ['time.thrice', 'time.event-thrice'] })
    for (const { findings } of results) expect(findings).toMatchObject([{ code: 'retry.not-deduplicated' }])
  })

  it('another reply to each delivery, encrypted', async () => {
    let count = 0
    const counting = createGoodBackend({ handle: ({ reply: write }) => write(`第 ${++count} 次`) })
    const thrice = (backend: Scripted) => check(backend, { only: ['time.thrice'], target: SAFE })
    expect(failedOf(await thrice(counting))).toEqual(['time.thrice'])
    expect(failedOf(await thrice(createGoodBackend()))).toEqual([])
  })
})

describe('a run', () => {
  it('leaves out what needs a key, and hostile XML that is off', async () => {
    const { results } = await check(createGoodBackend(), {
      only: ['encryption.safe', 'hostile.depth'],
      hostile: false,
    })
    expect(results.map(({ id, state }) => [id, state])).toEqual([
      ['encryption.safe', 'skipped'],
      ['hostile.depth', 'skipped'],
    ])
    for (const { because } of results) expect(because.en).not.toBe('')
  })

  it('names no address but our own, and that only where it is on this computer', async () => {
    const sent: string[] = []
    const watched: Scripted = (request, query) => {
      sent.push(Buffer.from(request.body).toString())
      return createGoodBackend()(request, query)
    }
    const near = await check(watched)
    const named = sent.flatMap((body) => [...body.matchAll(/SYSTEM "([^"]*)"/g)].map(([, url]) => url))
    expect(named).toHaveLength(3)
    for (const url of named) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:9\//)
    expect(near.state).toBe('finished')
    sent.length = 0
    const far = await check(watched, { target: { url: 'http://192.168.1.2/wx' } })
    expect(sent.join('')).not.toContain('SYSTEM')
    expect(far.results.find(({ id }) => id === 'hostile.external-entity')).toMatchObject({ state: 'skipped' })
  })

  it('accepts what has a reason', async () => {
    const baseline = new Map([['forgery.old', '网关已经检查']])
    const { results } = await check(createGoodBackend(), { only: ['forgery.old'], baseline })
    expect(results).toMatchObject([{ state: 'accepted', because: { zh: '网关已经检查' } }])
  })

  it('does not wait for each case of a backend that hangs', async () => {
    const hanging = createGoodBackend({ handle: () => ({ durationMs: 5001 }) })
    const { results, exchanges } = await check(hanging)
    expect(exchanges.filter(({ response }) => response.status === 0)).toHaveLength(5)
    expect(results.at(-1)).toMatchObject({
      state: 'skipped',
      because: { en: expect.stringContaining('5 s') as string },
    })
  })

  it.each([
    ['hangs up', () => null],
    ['never responds', () => ({ durationMs: 5001 })],
  ] as [string, Scripted][])('ends soon where nobody is: %s', async (_, backend) => {
    const { state, exchanges } = await check(backend)
    expect(state).toBe('unreachable')
    expect(exchanges.length).toBeLessThan(5)
  })

  it.each([
    ['a redirect', { status: 302, body: '' }],
    ['a page', '<!DOCTYPE html><html><body>hi</body></html>'],
    ['nothing', ''],
    ['a megabyte', 'x'.repeat(1024 * 1024)],
  ] as const)('survives %s', async (_, answer) => {
    const { state, reported } = await check(() => answer, {
      only: ['verification.echo', 'messages.text', 'text.emoji'],
    })
    expect(state).toBe('finished')
    expect(reported).toEqual([])
  })

  it('stops between two requests', async () => {
    const stopping = new AbortController()
    const backend = createGoodBackend()
    const { state, results } = await check(
      (request, query) => {
        if (query.get('echostr')?.startsWith('0012')) stopping.abort()
        return backend(request, query)
      },
      { signal: stopping.signal },
    )
    expect(state).toBe('stopped')
    expect(results.map(({ id }) => id)).toEqual([
      'verification.echo',
      'verification.again',
      'verification.at-once',
    ])
  })

  it('gives each case a user, and each message a MsgId of its own', async () => {
    const { exchanges } = await check(createGoodBackend(), {
      only: CHECKS.flatMap(({ id, group }) => (group === 'messages' || id === 'time.concurrent' ? [id] : [])),
    })
    const keys = exchanges.map(({ messageKey }) => messageKey)
    expect(keys.length).toBeGreaterThan(70)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
