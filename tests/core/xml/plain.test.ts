import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPlainValue } from '../../../src-core/xml/json/node.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { simpleFromXml } from '../../../src-core/xml/json/simple-from-xml.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import { toRefusal } from '../../../src-core/xml/parse/parse-error.ts'
import { readLeniently } from '../../../src-core/xml/parse/read-leniently.ts'
import { readPlain } from '../../../src-core/xml/parse/read-plain.ts'
import { createRecoveryLog } from '../../../src-core/xml/parse/recovery.ts'
import type { XmlDocument } from '../../../src-core/xml/tree.ts'
import { createMessage, writeMessage } from '../../../src-core/xml/write/message.ts'
import { writeXml } from '../../../src-core/xml/write/write-xml.ts'
import { createSampleMessage } from '../../../src-core/wechat/samples.ts'
import { MESSAGE_CATALOGUE } from '../../../src-core/wechat/catalogue/catalogue.ts'
import type { MessageField } from '../../../src-core/wechat/message-field.ts'
import { randomMessage, randomXml } from './random-xml.ts'
import { runs } from './runs.ts'

/** Returns the result of the two parsers, and their recoveries. */
function readByParsers(text: string): { document: XmlDocument; said: number } | string {
  const log = createRecoveryLog()
  try {
    const document = readLeniently(text, log)
    const { recoveries } = log.finish({ offsetOf: (at) => at, bom: false, root: document.root })
    return { document, said: recoveries.length }
  } catch (error) {
    return toRefusal(error).code
  }
}

const isPlain = (text: string): boolean => {
  const document = readPlain(text)
  if (document === null) return false
  expect(readByParsers(text)).toEqual({ document, said: 0 })
  return true
}

const samples = MESSAGE_CATALOGUE.map((spec) =>
  createSampleMessage(spec, { toUserName: 'gh_1', fromUserName: 'o1', createTime: 1, msgId: '23' }),
)

const LAYOUTS = ['compact', 'pushed', 'envelope', 'indented'] as const

/** Pieces that are inserted into a message, or removed from it. */
const PIECES = ['<', '>', '/', '&', '&amp;', ']]>', '<![CDATA[', '\r', '\n', '\t', ' ', '<a>', '</a>', '<a/>']
const ODD = [
  '<a />',
  '<a b="c">',
  '<!--x-->',
  '<?x?>',
  '\u0001',
  '\uFEFF',
  '\u00A0',
  'é',
  '<é>',
  '<1>',
  ':',
  '😀',
]

describe('a message in WeChat’s own form', () => {
  it('is read in one pass to the very tree that two parsers make: samples, in every layout', () => {
    for (const fields of samples)
      for (const layout of LAYOUTS) expect(isPlain(writeMessage(fields, { layout }))).toBe(true)
  })

  it('so are published captures, but for a few', () => {
    const folder = resolve(import.meta.dirname, '../../fixtures/vectors/incoming')
    const texts = readdirSync(folder)
      .filter((file) => file.endsWith('.xml'))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.filter(isPlain).length / texts.length).toBeGreaterThan(0.8)
  })

  it('whatever is put into it or taken out of it: either not read at all, or the same', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 5 }),
      piece: fc.constantFrom('', ...PIECES, ...ODD),
    })
    let plain = 0
    fc.assert(
      fc.property(fc.nat(), fc.array(edit, { maxLength: 3 }), (number, edits) => {
        let text = writeMessage(samples[number % samples.length]!)
        for (const { at, remove, piece } of edits) {
          const place = at % text.length
          text = text.slice(0, place) + piece + text.slice(place + remove)
        }
        if (isPlain(text)) plain++
      }),
      runs(3000),
    )
    expect(plain).toBeGreaterThan(300)
  })

  it('any document, and any message', () => {
    fc.assert(
      fc.property(fc.oneof(randomXml, randomMessage), (xml) => void isPlain(xml)),
      runs(1000),
    )
  })

  it.each([
    ['a declaration', '<?xml version="1.0"?><xml/>'],
    ['an attribute', '<xml a="b"/>'],
    ['a reference', '<xml>&lt;</xml>'],
    ['a comment', '<xml><!-- --></xml>'],
    ['a CR', '<xml>\r\n</xml>'],
    ['a control character', '<xml>\u0001</xml>'],
    ['half an emoji', '<xml>\ude0a</xml>'],
    ['a name beyond ASCII', '<消息/>'],
    ['blanks in front', ' <xml/>'],
    ['text behind', '<xml/>x'],
    ['two roots', '<xml/><xml/>'],
    ['a closing tag of another name', '<xml><a></b></xml>'],
    ['a tag that is not closed', '<xml><a></xml>'],
    ['a section without end', '<xml><![CDATA[</xml>'],
    ['the end of a section in text', '<xml>]]></xml>'],
    ['nothing', ''],
    ['1,001 levels', '<a>'.repeat(1001) + '</a>'.repeat(1001)],
    ['10,001 tags', `<xml>${'<a/>'.repeat(10_000)}</xml>`],
    ['10,001 “<”, most of them in a section', `<xml><![CDATA[${'<'.repeat(9998)}]]></xml>`],
    ['10,001 “&”, all of them in a section', `<xml><![CDATA[${'&'.repeat(10_001)}]]></xml>`],
  ])('is for the parsers where it has %s', (_, text) => {
    expect(readPlain(text)).toBeNull()
  })
})

describe('writing a message', () => {
  const leaf = fc.record({
    name: fc.constantFrom('Content', 'MsgId', '_', 'a-b.c'),
    kind: fc.constantFrom('cdata' as const, 'bare' as const),
    value: fc.oneof(
      fc.constantFrom('', ']]>', 'a]]>b]]', '\r', ' x\r\n', '<b>&amp;</b>', '&#13;', '"\'', '😀'),
      fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, '')),
    ),
  })
  const { field } = fc.letrec<{ field: MessageField }>((tie) => ({
    field: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        name: fc.constantFrom('Articles', 'item'),
        children: fc.array(tie('field'), { maxLength: 3 }),
      }),
    ),
  }))

  it('gives what xmlbuilder2 gives, to the byte', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 5 }), fc.boolean(), (fields, pretty) => {
        expect(writeMessage(fields, { layout: pretty ? 'indented' : 'compact' })).toBe(
          writeXml(createMessage(fields), { pretty }),
        )
      }),
      runs(1000),
    )
  })
})

describe('the simple view as plain data', () => {
  const same = (xml: string) => {
    const parsed = parseLenient(Buffer.from(xml))
    if (parsed.ok)
      expect(toSimple(parsed.document)).toEqual(toPlainValue(simpleFromXml(parsed.document).json))
    return parsed.ok
  }

  it('is the value of the view that lists what it leaves out', () => {
    fc.assert(
      fc.property(fc.oneof(randomXml, randomMessage), (xml) => void same(xml)),
      runs(1000),
    )
    for (const fields of samples) expect(same(writeMessage(fields))).toBe(true)
  })

  it.each([
    '<a><b>1</b><b>2</b><c/><b>3</b></a>',
    '<a x="1"><b/></a>',
    '<a x="1">2</a>',
    '<a x="1"/>',
    '<a>1<b/>2</a>',
    '<a><MsgId>1</MsgId><n> 12 </n><m>012</m></a>',
    '<__proto__ __proto__="0"><__proto__>3</__proto__><__proto__>4</__proto__></__proto__>',
  ])('also of %s', (xml) => {
    expect(same(xml)).toBe(true)
  })
})
