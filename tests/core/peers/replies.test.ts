import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../src-core/diagnosis/answer.ts'
import { readMessage } from '../../../src-core/exchange/receive.ts'
import { createPhoneView } from '../../../src-core/phone/phone-view.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import { asText, REPLIES } from './peer-vectors.ts'
import type { ReplySample } from './peer-vectors.ts'

function judge({ request, reply, status }: ReplySample) {
  const parsed = parseLenient(Buffer.from(request))
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  return judgeAnswer(
    { status, headers: [], body: Buffer.from(reply), durationMs: 1 },
    { message: readMessage(parsed) },
  )
}

/** Replies of which our simple view says more than the samples do, and why. */
const ATTRIBUTES: Record<string, string> = {
  'running-php-dp-news1':
    'wechat-php-sdk writes <item id="0">; the samples leave attributes out, our simple view keeps them',
}

function withoutAttributes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const elements = Object.entries(value).filter(([name]) => !name.startsWith('@'))
  return Object.fromEntries(elements.map(([name, inner]) => [name, withoutAttributes(inner)]))
}

it('all of them are looked at', () => {
  expect(REPLIES).toHaveLength(99)
  expect(new Set(REPLIES.map(({ expect: { verdict } }) => verdict))).toEqual(
    new Set(['accepted', 'ignored', 'fault', undefined]),
  )
})

describe.each(REPLIES)('$id ($source)', (sample) => {
  const { verdict, code } = sample.expect

  it('is judged as it was taken', () => {
    const judged = judge(sample)
    const errors = judged.findings.filter(({ severity }) => severity === 'error')
    const said = errors.map((one) => `${one.code}: ${one.title.en}`)
    if (verdict) expect({ verdict: judged.verdict, said }).toMatchObject({ verdict })
    if (verdict === 'accepted' || verdict === 'ignored') expect(said).toEqual([])
    if (code) expect(judged.findings.map((one) => one.code)).toContain(code)
  })

  it('is read as an independent parser reads it', () => {
    if (sample.tree === undefined) return
    const parsed = parseLenient(Buffer.from(sample.reply))
    const tree = parsed.ok && asText(Object.values(toSimple(parsed.document))[0])
    if (ATTRIBUTES[sample.id]) expect(tree).not.toEqual(sample.tree)
    expect(ATTRIBUTES[sample.id] ? withoutAttributes(tree) : tree).toEqual(sample.tree)
  })
})

it.each(REPLIES)('the phone shows no more of $id than WeChat takes', ({ request, reply, status }) => {
  const parsed = parseLenient(Buffer.from(request))
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  const message = readMessage(parsed)
  const body = Buffer.from(reply)
  const judgement = judgeAnswer({ status, headers: [], body, durationMs: 1 }, { message })
  const view = createPhoneView({ message, receivedAt: 0, attempt: 1 }, { ...judgement, body })
  const kinds = {
    accepted: ['shown', 'nothing'],
    ignored: ['nothing'],
    fault: ['fault'],
    retried: ['retried'],
  }
  expect(kinds[judgement.verdict as keyof typeof kinds]).toContain(view?.outcome.kind)
})
