import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonToXml, xmlToJson } from '../../../src-core/xml/convert.ts'
import type { Conversion, View } from '../../../src-core/xml/convert.ts'
import { randomMessage, randomXml } from './random-xml.ts'
import { runs } from './runs.ts'
import { readCdataEvents, readEvents } from './saxes-events.ts'

function toJson(xml: string, view: View, keepWhitespace = false): Extract<Conversion, { ok: true }> {
  const result = xmlToJson(xml, { view, keepWhitespace })
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message.en}`)
  return result
}

function toXml(json: string, view: View): string {
  const result = jsonToXml(json, { view })
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message.en}`)
  return result.text
}

describe('XML → lossless JSON → XML', () => {
  it('gives back every event, judged by another parser', () => {
    fc.assert(
      fc.property(randomXml, (xml) => {
        const { text, lossless, issues } = toJson(xml, 'lossless', true)
        expect(readEvents(toXml(text, 'lossless'))).toEqual(readEvents(xml))
        expect({ lossless, issues }).toEqual({ lossless: true, issues: [] })
      }),
      runs(1500),
    )
  })

  it('loses only layout without keepWhitespace', () => {
    fc.assert(
      fc.property(randomXml, (xml) => {
        const { text, lossless } = toJson(xml, 'lossless')
        expect(readCdataEvents(toXml(text, 'lossless'))).toEqual(readCdataEvents(xml))
        expect(lossless).toBe(true)
      }),
      runs(500),
    )
  })

  it('indents without touching a value', () => {
    fc.assert(
      fc.property(randomXml, (xml) => {
        const { text } = toJson(xml, 'lossless')
        const pretty = jsonToXml(text, { view: 'lossless', pretty: true })
        expect(pretty.ok && readCdataEvents(pretty.text)).toEqual(readCdataEvents(xml))
        const again = pretty.ok && toJson(pretty.text, 'lossless').text
        expect(again).toBe(text)
      }),
      runs(500),
    )
  })
})

describe('XML → simple JSON → XML', () => {
  it.each([
    ['any document', randomXml],
    ['messages', randomMessage],
  ])('has issues if and only if the way back is not CDATA-exact: %s', (_, documents) => {
    const seen = { exact: 0, inexact: 0 }
    fc.assert(
      fc.property(documents, (xml) => {
        const { text, issues, lossless } = toJson(xml, 'simple')
        const back = readCdataEvents(toXml(text, 'simple'))
        const exact = JSON.stringify(back) === JSON.stringify(readCdataEvents(xml))
        seen[exact ? 'exact' : 'inexact']++
        expect({ issues: issues.map(({ code }) => code), lossless }).toEqual({
          issues: exact ? [] : expect.arrayContaining([expect.any(String)]),
          lossless: exact,
        })
      }),
      runs(1500),
    )
    // A property that only ever sees one side proves nothing.
    expect(seen.exact).toBeGreaterThan(20)
    expect(seen.inexact).toBeGreaterThan(20)
  })

  it('never guesses CHANGED: every difference has a name', () => {
    fc.assert(
      fc.property(randomXml, (xml) => {
        expect(toJson(xml, 'simple').issues.map(({ code }) => code)).not.toContain('CHANGED')
      }),
      runs(300),
    )
  })
})
