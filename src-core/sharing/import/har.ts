import { hash } from 'node:crypto'
import * as v from 'valibot'
import { parseTarget } from '../../exchange/incoming.ts'
import { createQuery } from '../../exchange/record.ts'

const pairs = v.optional(v.array(v.object({ name: v.string(), value: v.string() })), [])

/** What is read of an entry of HAR 1.2; `_mpscope` is what our own export adds. */
const entrySchema = v.object({
  startedDateTime: v.string(),
  time: v.optional(v.nullable(v.number()), 0),
  request: v.object({
    method: v.string(),
    url: v.string(),
    httpVersion: v.optional(v.string(), ''),
    headers: pairs,
    postData: v.optional(
      v.object({ text: v.optional(v.string(), ''), _base64: v.exactOptional(v.string()) }),
    ),
    bodySize: v.optional(v.number(), -1),
  }),
  response: v.object({
    status: v.number(),
    headers: pairs,
    content: v.optional(v.object({ text: v.optional(v.string(), ''), encoding: v.optional(v.string()) }), {
      text: '',
    }),
  }),
  _mpscope: v.optional(v.record(v.string(), v.unknown())),
})

/**
 * Returns an entry in the form of an exchange, to be decoded like one. A capture of somebody else's was seen by whoever
 * asked: it counts as sent, and its answer is judged. Its id is made of what it holds, so that it is known again.
 * Throws a ValiError.
 */
export function readHarEntry(entry: unknown): unknown {
  const { startedDateTime, time, request, response, _mpscope = {} } = v.parse(entrySchema, entry)
  const { target: ownTarget, origin: ownOrigin, incomplete, by, plain, raw, ...rest } = _mpscope
  const { content } = response
  const isBase64 = content.encoding === 'base64'
  const bytes = Buffer.from(content.text, isBase64 ? 'base64' : 'utf8')
  const body = request.postData?.text ?? ''
  const { _base64: base64 } = request.postData ?? {}
  const size = Buffer.byteLength(base64 ?? body, base64 === undefined ? 'utf8' : 'base64')
  const [, origin = '', after = ''] = /^(https?:\/\/[^/?#]+)([^#]*)/i.exec(request.url) ?? []
  const target = typeof ownTarget === 'string' ? ownTarget : after.startsWith('/') ? after : `/${after}`
  const receivedAt = Date.parse(startedDateTime)
  const received = createQuery(parseTarget(target).parameters)['signature'] ?? null
  const exchange = {
    id: `${receivedAt.toString(36).padStart(9, '0')}har${hash('sha1', JSON.stringify([request, receivedAt])).slice(0, 10)}`,
    direction: 'out',
    signature: { ok: false, received, expected: null },
    ...rest,
    receivedAt,
    request: {
      method: request.method,
      target,
      origin: ownOrigin ?? (_mpscope['direction'] === 'in' ? undefined : origin),
      httpVersion: /^HTTP\/(\d(?:\.\d)?)$/i.exec(request.httpVersion)?.[1] ?? '1.1',
      headers: toTuples(request.headers),
      body,
      bodyBase64: base64,
      bodyBytes: Math.max(size, incomplete === undefined ? 0 : request.bodySize),
      incomplete,
    },
    response: {
      status: Math.max(0, response.status),
      headers: toTuples(response.headers),
      body: bytes.toString(),
      bodyBase64: Buffer.from(bytes.toString()).equals(bytes) ? undefined : bytes.toString('base64'),
      by: by ?? 'relay',
      plain,
      raw,
      durationMs: Math.max(0, time ?? 0),
    },
  }
  // Without the keys that have no value.
  return JSON.parse(JSON.stringify(exchange))
}

function toTuples(list: readonly { name: string; value: string }[]): [string, string][] {
  // HTTP/2 has its request line among the headers.
  return list.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value])
}
