import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonToXml, xmlToJson } from '../../../src-core/xml/convert.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import { readCdataEvents, readEvents } from './saxes-events.ts'

const vectors = join(import.meta.dirname, '../../fixtures/vectors')
const readText = (...path: string[]): string => readFileSync(join(vectors, ...path), 'utf8')

type Expected = { root: string; fields: unknown; strayText?: { text: string }[] }
type Reply = { id: string; expected: unknown; tree?: unknown }

const incoming = readdirSync(join(vectors, 'incoming')).filter((file) => file.endsWith('.xml'))
const replies = (JSON.parse(readText('reply', 'reply.json')) as Reply[]).flatMap(({ id, expected, tree }) =>
  typeof expected === 'string' && expected.startsWith('<') ? [{ id, xml: expected, tree }] : [],
)

/** The samples give every value as a string. */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asStrings(inner)]))
}

function roundTrip(xml: string, view: 'simple' | 'lossless', keepWhitespace = false) {
  const there = xmlToJson(xml, { view, keepWhitespace })
  if (!there.ok) throw new Error(there.error.message.en)
  const back = jsonToXml(there.text, { view })
  if (!back.ok) throw new Error(back.error.message.en)
  return { ...there, xml: back.text }
}

describe('incoming samples', () => {
  it('are all there', () => {
    expect(incoming.length).toBe(91)
    expect(replies.length).toBeGreaterThanOrEqual(15)
  })

  it.each(incoming)('%s has the fields an independent parser found', (file) => {
    const expected = JSON.parse(readText('incoming', file.replace('.xml', '.expected.json'))) as Expected
    const result = parseLenient(readFileSync(join(vectors, 'incoming', file)))
    if (!result.ok) throw new Error(result.error.message.en)
    const value = toSimple(result.document)
    expect(Object.keys(value)).toEqual([expected.root])
    expect(asStrings(value[expected.root])).toEqual(expected.fields)
    const stray = result.recoveries.filter(({ code }) => code === 'STRAY_TEXT').map(({ text }) => text)
    expect(stray).toEqual((expected.strayText ?? []).map(({ text }) => text))
  })
})

describe('round trips', () => {
  const all = [...incoming.map((file) => ({ id: file, xml: readText('incoming', file) })), ...replies]

  it.each(all)('$id, lossless view', ({ xml }) => {
    const exact = roundTrip(xml, 'lossless', true)
    expect(readEvents(exact.xml)).toEqual(readEvents(xml.replace(/^\uFEFF/, '')))
    expect(exact.lossless).toBe(true)
    expect(roundTrip(xml, 'lossless').lossless).toBe(true)
  })

  it.each(all)('$id, simple view', ({ xml }) => {
    const { issues, xml: back } = roundTrip(xml, 'simple')
    const exact =
      JSON.stringify(readCdataEvents(back)) === JSON.stringify(readCdataEvents(xml.replace(/^\uFEFF/, '')))
    expect(exact).toBe(issues.length === 0)
  })

  it('come back exact in the simple view where nothing but CDATA and numbers is in them', () => {
    const exact = all.filter(({ xml }) => roundTrip(xml, 'simple').issues.length === 0)
    expect(exact.length).toBeGreaterThanOrEqual(75)
  })

  it('agree with the list of fields that WeChat writes bare', () => {
    const codes = all.flatMap(({ xml }) => roundTrip(xml, 'simple').issues.map(({ code }) => code))
    expect(codes).not.toContain('CDATA_BECOMES_BARE')
    // The samples have these fields as whole numbers. They stay bare if JSON has to make them strings.
    const figures = new Set(
      all.flatMap(({ xml }) => [...xml.matchAll(/<(\w+)>\s*(-?\d+)\s*<\/\1>/g)].map(([, name]) => name!)),
    )
    expect(figures.size).toBeGreaterThan(40)
    const lengthened = [...figures].filter((name) => {
      const there = xmlToJson(`<xml><${name}>7023456789012345678</${name}></xml>`, { view: 'simple' })
      return there.ok && there.issues.length === 0
    })
    expect(lengthened.toSorted()).toMatchInlineSnapshot(`
      [
        "ArticleCount",
        "Count",
        "CreateTime",
        "ErrorCode",
        "ErrorCount",
        "ExpiredTime",
        "FailTime",
        "FilterCount",
        "MsgID",
        "MsgId",
        "PopupScene",
        "Scale",
        "SentCount",
        "TotalCount",
        "audit_id",
        "bizmsgmenuid",
        "order_id",
        "out_order_id",
        "publish_id",
        "transaction_id",
      ]
    `)
  })

  it.each(replies.filter(({ tree }) => tree !== undefined))(
    '$id has the tree of its vector',
    ({ xml, tree }) => {
      const result = parseLenient(new TextEncoder().encode(xml))
      expect(result.ok && asStrings(Object.values(toSimple(result.document))[0])).toEqual(tree)
    },
  )
})

describe('negative samples', () => {
  it.each([
    ['easywechat-invalid-content.xml', 'NOT_XML', 0],
    ['easywechat-issue989-truncated-utf8.xml', 'INVALID_UTF8', 76],
    ['easywechat-json-empty-array.json', 'NOT_XML', 0],
    ['nodewechat-mismatched-tag.xml', 'TAG_MISMATCH', 47],
    ['werobot-empty-body.xml', 'EMPTY_BODY', 0],
  ])('%s is refused', (file, code, offset) => {
    const result = parseLenient(readFileSync(join(vectors, 'incoming-negative', file)))
    expect(result).toMatchObject({ ok: false, error: { code, offset } })
  })

  it('a control character in a real message is kept and shown', () => {
    const result = parseLenient(
      readFileSync(join(vectors, 'incoming-negative', 'werobot-issue420-control-char.xml')),
    )
    expect(result).toMatchObject({
      ok: true,
      recoveries: [{ code: 'ILLEGAL_CHARACTER', offset: 189, codePoint: 0x1d, path: '/xml/Content' }],
    })
    expect(result.ok && toSimple(result.document)).toMatchObject({
      xml: { Content: ' \u001dc', MsgId: '22211872600753510' },
    })
  })

  it('CDATA that was escaped twice is text', () => {
    const result = parseLenient(
      readFileSync(join(vectors, 'incoming-negative', 'tonybai-double-escaped-cdata-reply.xml')),
    )
    expect(result.ok && toSimple(result.document)).toMatchObject({
      xml: { Content: '<![CDATA[Hello]]>' },
    })
  })
})
