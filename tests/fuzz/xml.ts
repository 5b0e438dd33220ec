import { deepEqual } from 'node:assert/strict'
import { jsonToXml, layOutJson, layOutXml, xmlToJson } from '../../src-core/xml/convert.ts'
import type { View } from '../../src-core/xml/convert.ts'
import { judgeReply } from '../../src-core/diagnosis/reply/judge-reply.ts'
import { parseLenient } from '../../src-core/xml/parse/lenient.ts'
import { parseStrict } from '../../src-core/xml/parse/strict.ts'
import { readCdataEvents } from '../core/xml/saxes-events.ts'
import type { Target } from './fuzz.ts'
import { mutate } from './mutate.ts'
import type { Random } from './random.ts'
import { MESSAGES, REPLIES, XML_WORDS } from './vectors.ts'

interface XmlInput {
  /** Base64. */
  bytes: string
  /** The bytes are a reply, a message, or JSON. */
  as: 'message' | 'reply' | 'json'
  view: View
}

/**
 * Readers, writers and the judge of replies, as functions: they promise never to throw. If a conversion says that it is
 * lossless, another parser has to find the same in the result of the way back.
 */
export const xmlTarget: Target<XmlInput> = {
  name: 'xml',
  atOnce: 1,
  createInput(random) {
    const as = random.pick(['message', 'message', 'reply', 'json'] as const)
    const view = random.pick(['simple', 'lossless'] as const)
    return { as, view, bytes: createBytes(random, as, view).toString('base64') }
  },
  async open() {
    return {
      try: async (input) => tryXml({ ...input, bytes: Buffer.from(input.bytes, 'base64') }),
      check: async () => {},
      finish: async () => {},
      residentMb: () => Math.round(process.memoryUsage.rss() / 2 ** 20),
      close: async () => {},
    }
  },
}

function createBytes(random: Random, as: XmlInput['as'], view: View): Buffer {
  if (as === 'reply') return mutate(random.pick(REPLIES), random, XML_WORDS)
  const message = random.pick(MESSAGES)
  if (as === 'message') return mutate(message, random, XML_WORDS)
  const json = xmlToJson(message, { view })
  return mutate(Buffer.from(json.ok ? json.text : '{"xml":{"a":1}}'), random, JSON_WORDS)
}

const JSON_WORDS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  'null',
  'true',
  '{"__proto__":1}',
  '"__proto__":{},',
  '"_cdata":"x",',
  '\\u0000',
  '\\ud800',
  '1e400',
  '['.repeat(2000),
  ...XML_WORDS,
]

function tryXml({ bytes, as, view }: Omit<XmlInput, 'bytes'> & { bytes: Buffer }): void {
  parseLenient(bytes)
  const strict = parseStrict(bytes)
  const text = bytes.toString()
  layOutXml(text, 'indented')
  layOutJson(text, 'compact')
  if (as === 'json') jsonToXml(text, { view, pretty: true })
  if (as === 'reply') judgeReply({ status: 200, headers: [], body: bytes, durationMs: 1 }, null)

  const json = xmlToJson(bytes, { view })
  if (json.ok !== strict.ok) throw new Error('the reader and the converter do not agree')
  if (!json.ok || !json.lossless) return
  const back = jsonToXml(json.text, { view })
  if (!back.ok) throw new Error(`said to be lossless, and does not come back: ${back.error.message.en}`)
  // A byte order mark is no part of the document.
  deepEqual(readCdataEvents(back.text), readCdataEvents(text.replace(/^\ufeff/, '')))
}
