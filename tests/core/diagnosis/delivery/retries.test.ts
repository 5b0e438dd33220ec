import { describe, expect, it } from 'vitest'
import type { Exchange, Finding, Verdict } from '../../../../src-core/contract/exchange.ts'
import { createFinding } from '../../../../src-core/diagnosis/finding.ts'
import { diagnoseMuted, diagnoseRetries } from '../../../../src-core/diagnosis/delivery/retries.ts'

const TEXTS = {
  title: { zh: '状态码是 500', en: 'The status is 500' },
  detail: { zh: '', en: '' },
}
const NOT_200 = createFinding('status.not-200', TEXTS)

interface Earlier {
  receivedAt: number
  durationMs?: number
  body?: string
  status?: number
  findings?: Finding[]
  attempt?: number
}

function createEarlier({
  receivedAt,
  durationMs = 10,
  body = '',
  status = 200,
  findings = [],
  attempt = 1,
}: Earlier) {
  const response = { status, headers: [], body, by: 'relay', durationMs }
  return { receivedAt, attempt, findings, response } as unknown as Exchange
}

const text = (content: string, createTime = 1) =>
  `<xml><ToUserName>o</ToUserName><CreateTime>${createTime}</CreateTime><Content>${content}</Content></xml>`

const current = (body = 'success', receivedAt = 10_000, attempt = 2) => ({ receivedAt, attempt, body })

describe('retry.duplicate', () => {
  it('is not said of a first delivery', () => {
    expect(diagnoseRetries(current(), [])).toEqual([])
  })

  it.each([
    [5000, 5000, 'timed out'],
    [5300, 10, 'timed out'],
    [300, 10, 'invalid'],
    [1499, 10, 'invalid'],
    [3100, 3000, 'invalid'],
    [900, 4000, 'invalid'],
    [3000, 10, 'after the last'],
    [20_000, 10, 'after the last'],
  ])('%d ms after a faulty one that took %d ms: %s', (gap, durationMs, said) => {
    const earlier = { receivedAt: 10_000 - gap, durationMs, findings: [NOT_200] }
    const [finding] = diagnoseRetries(current(), [createEarlier(earlier)])
    expect(finding).toMatchObject({ code: 'retry.duplicate', severity: 'warning' })
    expect(finding?.title.en).toContain(said)
    expect(/timed out|invalid/.test(finding!.title.en)).toBe(said !== 'after the last')
  })

  it('speaks of a further delivery only if there is one', () => {
    const detail = (attempt: number) =>
      diagnoseRetries(current('success', 10_000, attempt), [createEarlier({ receivedAt: 5000 })])[0]!.detail
        .en
    expect(detail(2)).toContain('sends a message again')
    expect(detail(3)).not.toContain('again')
    expect(detail(3)).toContain('the last')
  })

  it('names the first failure, not the last', () => {
    const last = createEarlier({ receivedAt: 9000, attempt: 2 })
    const first = createEarlier({ receivedAt: 8000, findings: [NOT_200] })
    const [finding] = diagnoseRetries(current('success', 10_000, 3), [last, first])
    expect(finding?.title.zh).toContain('第 3 次')
    expect(finding?.detail.zh).toContain('状态码是 500')
    expect(finding?.detail.en).toContain('The status is 500')
  })

  it('says so where nothing was wrong with it', () => {
    const warning = createFinding('reply.create-time', TEXTS)
    const [finding] = diagnoseRetries(current(), [createEarlier({ receivedAt: 9000, findings: [warning] })])
    expect(finding?.detail.en).toContain('looks right from here')
    expect(finding?.title.en).toMatch(/: WeChat did not get the last reply$/)
  })

  it('calls an answer invalid only where something was wrong with it', () => {
    const [finding] = diagnoseRetries(current(), [createEarlier({ receivedAt: 9000, findings: [NOT_200] })])
    expect(finding?.title.en).toMatch(/: the last reply was invalid$/)
  })
})

describe('retry.not-deduplicated', () => {
  const codes = (now: string, ...before: Partial<Earlier>[]) =>
    diagnoseRetries(
      current(now),
      before.map((one) => createEarlier({ receivedAt: 5000, ...one })),
    ).map(({ code }) => code)

  it('is said of two different replies', () => {
    expect(codes(text('a'), { body: text('b') })).toContain('retry.not-deduplicated')
    expect(codes(text('a'), { body: '' }, { body: text('b') })).toContain('retry.not-deduplicated')
  })

  it.each([
    ['the same reply, made later', text('a', 2), { body: text('a', 1) }],
    ['the same reply, laid out differently', text('a'), { body: text('a').replaceAll('><', '>\n<') }],
    ['success the second time', 'success', { body: text('b') }],
    ['success the first time', text('a'), { body: 'success' }],
    ['an error page the first time', text('a'), { body: '<html>', status: 500 }],
    ['encrypted replies', '<xml><Encrypt>a</Encrypt></xml>', { body: '<xml><Encrypt>b</Encrypt></xml>' }],
  ])('is not said of %s', (_name, now, before) => {
    expect(codes(now, before)).toEqual(['retry.duplicate'])
  })
})

describe('retry.muted', () => {
  const outcomes = (...verdicts: [Verdict, number][]) =>
    verdicts.map(([verdict, ago]) => ({ verdict, receivedAt: 1_000_000 - ago * 1000 }))
  const fail = (ago: number): [Verdict, number] => [ago % 2 ? 'fault' : 'retried', ago]

  it('is said of five failures within a minute', () => {
    const [finding] = diagnoseMuted(outcomes(fail(0), fail(1), ['rejected', 2], fail(3), fail(4), fail(60)))
    expect(finding).toMatchObject({ code: 'retry.muted', severity: 'warning' })
    // The page on alarms says that pushes pause, and not after how many failures.
    expect(finding?.detail.en).toContain('how many it does not say')
  })

  it.each<[string, [Verdict, number][]]>([
    ['four', [fail(0), fail(1), fail(2), fail(3)]],
    ['five in more than a minute', [fail(0), fail(1), fail(2), fail(3), fail(61)]],
    ['five with a success among them', [fail(0), fail(1), ['ignored', 2], fail(3), fail(4), fail(5)]],
    ['five before a success', [['accepted', 0], fail(1), fail(2), fail(3), fail(4), fail(5)]],
    ['nothing', []],
    ['strangers', [0, 1, 2, 3, 4].map((ago): [Verdict, number] => ['rejected', ago])],
  ])('is not said of %s', (_name, verdicts) => {
    expect(diagnoseMuted(outcomes(...verdicts))).toEqual([])
  })
})
