import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWellFormed } from '../../../src-core/xml/parse/check-well-formed.ts'
import { isTextOf } from '../../../src-core/xml/parse/is-text-of.ts'
import { toRefusal } from '../../../src-core/xml/parse/parse-error.ts'
import { readProven, readTree } from '../../../src-core/xml/parse/read-tree.ts'
import { findIllegalCharacter } from '../../../src-core/xml/validity.ts'
import type { XmlDocument } from '../../../src-core/xml/tree.ts'
import { randomXml } from './random-xml.ts'
import { runs } from './runs.ts'

/** Returns what saxes and fast-xml-parser make of it together. */
function readByBoth(text: string): XmlDocument | string {
  if (findIllegalCharacter(text) !== undefined) return 'illegal character'
  try {
    return readTree(text, checkWellFormed(text, { textAfterRoot: 'refused', firstLine: 1 }), 0, () => {})
  } catch (cause) {
    return toRefusal(cause).code
  }
}

function isProven(text: string): boolean {
  const document = readProven(text, 0)
  if (document !== null) expect(document).toEqual(readByBoth(text))
  return document !== null
}

const PIECES = [
  '<', '>', '/', '&', '&amp;', '&#13;', '&#0;', '&nbsp;', ']]>', '<![CDATA[', '<!--', '--', '-->', '\r', '\n', '\t',
  ' ', '=', '"', "'", ' a="1"', '<a>', '</a>', '<a/>', '<?x?>', '<!DOCTYPE a>', '<?xml version="1.0"?>', '\u0001',
  '\uFEFF', '\u00A0', '1', ':',
] // prettier-ignore

describe('a text that is proven to say what was read of it', () => {
  it('is read to the very tree that two parsers make, as nearly every document without instructions is', () => {
    let plain = 0
    let proven = 0
    fc.assert(
      fc.property(randomXml, (xml) => {
        const has = isProven(xml)
        if (/<\?(?!xml )|<!D/.test(xml)) return
        plain++
        if (has) proven++
      }),
      runs(1000),
    )
    expect(proven).toBe(plain)
  })

  it('is left to the two parsers, or is the same to them, whatever is put into it or taken out of it', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 4 }),
      piece: fc.constantFrom('', ...PIECES),
    })
    fc.assert(
      fc.property(randomXml, fc.array(edit, { minLength: 1, maxLength: 3 }), (xml, edits) => {
        let text = xml
        for (const { at, remove, piece } of edits) {
          const place = at % (text.length + 1)
          text = text.slice(0, place) + piece + text.slice(place + remove)
        }
        isProven(text)
      }),
      runs(3000),
    )
  })
})

describe('whether a text says what a document says', () => {
  const read = (xml: string): XmlDocument => {
    const document = readByBoth(xml)
    return typeof document === 'string' ? expect.fail(`${xml}: ${document}`) : document
  }

  it.each([
    ['<a>x</a>', '<a>x</a>'],
    ['<a>&lt;\r\n</a>', '<a>&#60;&#10;</a >'],
    ['<a k="1" l=\'"\'/>', '<a k = "1"\n l="&quot;" />'],
    ['<a k="1\t2"/>', '<a k="1 2"/>'],
    ['<a><![CDATA[]]>b<!--c--></a>', '<a><![CDATA[]]>b<!--c--></a>'],
    ['<?xml version="1.0" encoding="UTF-8"?><a/>', "<?xml version='1.0'  encoding='UTF-8' ?>\n<a/>\n"],
    ['<!--c--><a></a><!--d-->', '<!--c-->\n<a></a> <!--d-->'],
  ])('%s and %j: yes', (document, text) => {
    expect(isTextOf(text, read(document), 'exact')).toBe(true)
  })

  it.each([
    ['<a>x</a>', '<a>y</a>'],
    ['<a>x</a>', '<a><![CDATA[x]]></a>'],
    ['<a>x</a>', '<a>x</a>y'],
    ['<a>x</a>', '<a>x</a><a>x</a>'],
    ['<a>x</a>', '<a>x'],
    ['<a>x</a>', '<a>x</b>'],
    ['<a>x</a>', '<ab>x</ab>'],
    ['<a>&amp;nbsp;</a>', '<a>&nbsp;</a>'],
    ['<a>]]&gt;</a>', '<a>]]></a>'],
    ['<a>\u0020</a>', '<a>&#0;</a>'],
    ['<a/>', '<a></a>'],
    ['<a></a>', '<a/>'],
    ['<a></a>', '<a> </a>'],
    ['<a/>', '<a b="c"/>'],
    ['<a b="c"/>', '<a/>'],
    ['<a b="c"/>', '<a b="d"/>'],
    ['<a b="&lt;"/>', '<a b="<"/>'],
    ['<a b="c" d="e"/>', '<a b="c"d="e"/>'],
    ['<a b="c" d="e"/>', '<a d="e" b="c"/>'],
    ['<a><b/></a>', '<a><b/><b/></a>'],
    ['<a><b/><b/></a>', '<a><b/></a>'],
    ['<a><b/></a>', '<a>\n<b/></a>'],
    ['<a><!--b--></a>', '<a><!--b--->'],
    ['<a><!--b--></a>', '<a><!--c--></a>'],
    ['<a><![CDATA[b]]></a>', '<a><![CDATA[bc]]></a>'],
    ['<a><![CDATA[b]]></a>', '<a><![CDATA[b]] ></a>'],
    ['<a/>', '<?xml version="1.0"?><a/>'],
    ['<?xml version="1.0"?><a/>', '<?xml version="1.1"?><a/>'],
    ['<?xml version="1.0"?><a/>', ' <?xml version="1.0"?><a/>'],
  ])('%s and %j: no', (document, text) => {
    expect(isTextOf(text, read(document), 'exact')).toBe(false)
  })

  it('with layout, blanks between elements do not count, and others do', () => {
    const document = read('<a><b> </b><c>x</c></a>')
    expect(isTextOf('<a>\n  <b> </b>\n  <c>x</c>\n</a>', document, 'layout')).toBe(true)
    expect(isTextOf('<a>\n  <b></b>\n  <c>x</c>\n</a>', document, 'layout')).toBe(false)
    expect(isTextOf('<a>\n  <b> </b>\n  <c>x </c>\n</a>', document, 'layout')).toBe(false)
    expect(isTextOf('<a>\n  <b> </b>y\n  <c>x</c>\n</a>', document, 'layout')).toBe(false)
  })
})
