import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerEnd } from '../../../src-core/ports/framing-fault.ts'
import { readRawAnswer } from '../../../src-core/exchange/raw-answer.ts'

const ENDS: AnswerEnd[] = ['closed', 'reset', 'silent', 'stopped', 'too-large']
const PIECES = [
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.0 404 X\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'Content-Length: 5\r\n',
  'Content-Length: 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Notice\r\n',
  '\r\n',
  '\n',
  '5\r\nhello\r\n',
  '0\r\n',
  'zz\r\n',
  'hello',
  '<xml></xml>',
  '\u0015\u0003\u0001',
]

const read = (text: string, end: AnswerEnd = 'closed') =>
  readRawAnswer({ bytes: Buffer.from(text, 'latin1'), end })

describe('a raw answer', () => {
  it('is read whatever it is, and its fault lies within it', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(text, fc.constantFrom(...ENDS), (pieces, end) => {
        const bytes = Buffer.from(pieces.join(''), 'latin1')
        const { fault, body, status } = readRawAnswer({ bytes, end })
        expect(status === 0 || (status >= 100 && status <= 999)).toBe(true)
        expect(body.length).toBeLessThanOrEqual(bytes.length)
        if (!fault) return
        expect(fault.at).toBeGreaterThanOrEqual(0)
        expect(fault.at).toBeLessThanOrEqual(bytes.length)
        expect(fault.length).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('is whole only if nothing is missing: each part of it is not', () => {
    const whole = [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n',
    ]
    for (const text of whole) {
      expect(read(text).fault).toBeNull()
      for (let length = 0; length < text.length; length++)
        for (const end of ['closed', 'silent'] as const)
          expect(read(text.slice(0, length), end).fault?.kind).toMatch(
            length === 0 ? /status-line/ : end === 'closed' ? /-cut$/ : /-open$/,
          )
    }
  })

  it.each([
    ['without headers', 'HTTP/1.1 204 No Content\r\n\r\n'],
    [
      'after interim responses',
      'HTTP/1.1 103 X\r\nLink: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    ],
    ['that ends with the connection', 'HTTP/1.0 200 OK\r\n\r\nhello'],
    [
      'with a size in capitals and an extension',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nA;x\r\n0123456789\r\n0\r\n\r\n',
    ],
  ])('%s is whole', (_, text) => {
    expect(read(text).fault).toBeNull()
  })

  it('that the parser refused for another reason says so at its place', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel')
    const { fault } = readRawAnswer({ bytes, end: 'stopped', stopped: { at: 17, reason: 'odd' } })
    expect(fault).toEqual({ kind: 'refused', reason: 'odd', at: 17, length: 1 })
  })
})
