import { describe, expect, it } from 'vitest'
import type { Finding, Place } from '../../../../../src-core/contract/exchange.ts'
import { hexDump } from '../../../../../src-renderer/screens/live/detail/hex-dump.ts'
import { createReplyMarks } from '../../../../../src-renderer/screens/live/detail/reply-marks.ts'
import { visibleRuns } from '../../../../../src-renderer/features/findings/visible-runs.ts'

function finding(offset: number, length: number, severity: Finding['severity'] = 'error'): Finding {
  const at: Place = { in: 'reply-body', offset, length, line: 1, column: 1 }
  const text = { zh: '中', en: 'en' }
  return { code: 'reply.structure', severity, title: text, detail: text, fix: text, at }
}

/** Returns the text that the marks of one finding cover, in the text and in the dump. */
function marked(body: string | Uint8Array, offset: number, length: number): [string, string[]] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const dump = hexDump(bytes)
  const marks = createReplyMarks(bytes, [finding(offset, length)], 'zh')
  return [
    marks.text.map(({ start, end }) => text.slice(start, end)).join('|'),
    marks.dump.map(({ start, end }) => dump.slice(start, end)),
  ]
}

describe('marks in a reply', () => {
  it.each([
    ['a byte order mark', '\uFEFF<xml/>', 0, 3, '\uFEFF', ['ef bb bf']],
    ['a blank line', '\r\n<xml/>', 0, 2, '\r\n', ['0d 0a']],
    ['behind characters of several bytes', '<a>你😊&b</a>', 10, 1, '&', ['26']],
    ['across the middle of a line', '0123456789abcdef', 6, 4, '6789', ['36 37  38 39']],
    ['from line to line', '0123456789abcdefgh', 14, 4, 'efgh', ['65 66', '67 68']],
    ['what begins a half line', '0123456789', 8, 1, '8', ['38']],
    ['nothing, at the end', '<xml>', 5, 0, '', []],
  ])('%s', (_name, body, offset, length, text, dump) => {
    expect(marked(body, offset, length)).toEqual([text, dump])
  })

  it('counts bytes, where they are no UTF-8', () => {
    // 你好 in GBK: four bytes, none of which is a character.
    const body = Uint8Array.from([0x3c, 0x61, 0x3e, 0xc4, 0xe3, 0xba, 0xc3, 0x3c, 0x2f, 0x61, 0x3e])
    expect(marked(body, 7, 4)).toEqual(['</a>', ['3c  2f 61 3e']])
    expect(marked(body, 3, 4)[1]).toEqual(['c4 e3 ba c3'])
  })

  it('a whole error page is marked at its beginning only', () => {
    expect(marked('<html>'.repeat(100), 0, 600)[0]).toBe('<html>'.repeat(20))
    expect(marked(`<!DOCTYPE html>\n${'<html>'.repeat(100)}`, 0, 616)[0]).toBe('<!DOCTYPE html>')
    expect(marked('\n'.repeat(200), 0, 200)[0]).toBe('\n'.repeat(120))
  })

  it('names what it is, and tells an error from the rest', () => {
    const findings = [finding(0, 1), finding(1, 1, 'warning'), { ...finding(2, 1), at: null }]
    const { text } = createReplyMarks(new TextEncoder().encode('abc'), findings, 'en')
    expect(text.map(({ label, tone }) => [label, tone])).toEqual([
      ['en', 'fault'],
      ['en', 'warning'],
    ])
  })
})

describe('what one would not see', () => {
  it.each([
    ['\uFEFF<xml>', ['[U+FEFF]', '<xml>']],
    ['success\r\n', ['success', '[␍]', '[↵]']],
    ['a\u0002\u200bb c', ['a', '[U+0002]', '[U+200B]', 'b c']],
    ['你好 😊', ['你好 😊']],
    ['', []],
  ])('%j', (text, runs) => {
    expect(visibleRuns(text).map((run) => (run.named ? `[${run.text}]` : run.text))).toEqual(runs)
  })
})
