import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { decodeText } from '../../../src-core/exchange/record.ts'
import { decodeExchange, encodeExchange } from '../../../src-main/node/history/encoding.ts'
import { createExchange, withBody } from './recording.ts'

/** Short and long; with halves of surrogate pairs, NUL, byte order marks; text that looks like our own marks. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', '\0', '\ufeff', '你', '😊'), maxLength: 100 }),
  fc.constantFrom('', '0', '<xml>', '\0'.repeat(70), '\ufeff'.repeat(40), 'same text, '.repeat(9)),
)

/** Bodies as `createExchange` makes them of bytes, and as nobody would. */
const body = fc.oneof(
  text.map((value) => ({ body: value })),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => ({
    body: decodeText(bytes).text,
    bodyBase64: Buffer.from(bytes).toString('base64'),
  })),
  fc.record({ body: text, bodyBase64: text }),
)

const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    request: body,
    response: body,
    plain: fc.option(text, { nil: undefined }),
    message: fc.option(fc.oneof(text, fc.constant(null)), { nil: undefined }),
    backends: fc.option(fc.array(body, { maxLength: 3 }), { nil: undefined }),
    query: fc.dictionary(text, text),
  })
  .map(({ request, response, plain, message, backends, query }) => {
    const bare = createExchange()
    return {
      ...bare,
      // A body behind other names, and before them: the order of names is part of the JSON.
      request: { ...request, ...bare.request, ...request, query, incomplete: 'aborted' },
      message:
        message === undefined
          ? null
          : {
              type: 'text',
              event: null,
              from: null,
              to: null,
              xml: message ?? request.body,
              json: { xml: { a: 0 } },
            },
      response: { ...bare.response, ...response, ...(plain !== undefined && { plain }) },
      ...(backends && {
        backends: backends.map((one) => ({
          id: 'b',
          name: 'b',
          url: 'http://127.0.0.1/',
          chosen: true,
          guarded: false,
          status: 200,
          headers: [],
          ...one,
          error: null,
          durationMs: 1,
          verdict: 'accepted' as const,
          findings: [],
        })),
      }),
    }
  })

describe('an exchange in a row', () => {
  it('comes out as the same JSON that went in', () => {
    fc.assert(
      fc.property(exchange, (one) => {
        expect(JSON.stringify(decodeExchange(encodeExchange(one)))).toBe(JSON.stringify(one))
      }),
      { numRuns: 2000, seed: 9 },
    )
  })

  it('takes a byte for a byte, and each text once', () => {
    const nul = '\0'.repeat(65_000)
    const { head, texts } = encodeExchange(createExchange(withBody(nul)))
    expect(head.length + texts.length).toBeLessThan(66_500)
    const xml = `<xml>${'你好'.repeat(5000)}</xml>`
    const message = { type: 'text', event: null, from: null, to: null, xml, json: {} }
    const twice = encodeExchange(createExchange({ ...withBody(xml), message }))
    expect(twice.head.length + twice.texts.length).toBeLessThan(Buffer.byteLength(xml) + 1500)
  })

  it('that is not whole is told from one that is', () => {
    const { head, texts } = encodeExchange(createExchange(withBody('x'.repeat(100))))
    expect(() => decodeExchange({ head, texts: texts.subarray(0, 60) })).toThrow()
    expect(() => decodeExchange({ head: head.slice(1), texts })).toThrow()
    expect(() => decodeExchange({ head: head.replace('"body":0', '"body":7'), texts })).toThrow()
  })
})
