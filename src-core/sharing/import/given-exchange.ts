import * as v from 'valibot'
import { modes } from '../../contract/exchange.ts'
import { NOTE_MAX } from '../../contract/limits.ts'
import { replyDraftSchema } from '../../contract/reply-draft.ts'

const headers = v.array(v.tuple([v.string(), v.string()]))
const bytes = v.exactOptional(v.string())
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const text = v.pipe(v.string(), v.maxLength(1000))
const address = v.pipe(v.string(), v.regex(/^https?:\/\/[^\s/?#@]+$/), v.check(URL.canParse))
const raw = v.object({
  text: v.string(),
  base64: bytes,
  bytes: v.number(),
  brokenAt: v.number(),
  brokenLength: v.number(),
})
const signature = v.object({
  ok: v.boolean(),
  received: v.nullable(text),
  expected: v.nullable(text),
})
const answer = {
  status: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
  headers,
  body: v.string(),
  bodyBase64: bytes,
  raw: v.exactOptional(raw),
  durationMs: v.pipe(v.number(), v.minValue(0)),
}

/**
 * An exchange as a file gives it: only what happened, which nobody can find out again. What follows from it is judged
 * anew: message, verdict, findings. Anything else in the file is left out.
 */
export const givenExchangeSchema = v.object({
  id,
  direction: v.optional(v.picklist(['in', 'out']), 'in'),
  parent: v.optional(v.nullable(id), null),
  run: v.optional(v.nullable(id), null),
  /** As far as a date of JavaScript goes. */
  receivedAt: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  account: v.optional(v.nullable(text), null),
  attempt: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1),
  mode: v.optional(v.picklist(modes), 'plaintext'),
  standing: v.exactOptional(v.picklist(['genuine', 'lookalike', 'stranger'])),
  request: v.object({
    method: v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]{1,40}$/)),
    target: v.string(),
    origin: v.exactOptional(address),
    httpVersion: v.optional(v.pipe(v.string(), v.regex(/^\d(?:\.\d)?$/)), '1.1'),
    headers,
    body: v.string(),
    bodyBase64: bytes,
    bodyBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
    incomplete: v.exactOptional(v.picklist(['too-large', 'too-slow', 'aborted'])),
  }),
  signature: v.object({ ...signature.entries, msgSignature: v.exactOptional(signature) }),
  message: v.optional(v.nullable(v.object({ xml: v.string() })), null),
  encryption: v.exactOptional(v.object({ key: v.nullable(v.number()) })),
  response: v.object({
    ...answer,
    plain: bytes,
    by: v.picklist(['fixed', 'rule', 'hand', 'relay', 'timeout']),
  }),
  guarded: v.exactOptional(v.literal(true)),
  rule: v.exactOptional(v.object({ id: text, name: text })),
  draft: v.exactOptional(replyDraftSchema),
  pinned: v.exactOptional(v.literal(true)),
  note: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(NOTE_MAX))),
  backends: v.exactOptional(
    v.array(
      v.object({
        ...answer,
        id: text,
        name: text,
        url: v.pipe(v.string(), v.regex(/^https?:\/\//), v.check(URL.canParse)),
        chosen: v.boolean(),
        guarded: v.boolean(),
        error: v.nullable(v.object({ code: text, message: text })),
      }),
    ),
  ),
})
export type GivenExchange = v.InferOutput<typeof givenExchangeSchema>
