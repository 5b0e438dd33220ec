import { parseLenient } from '../xml/parse/lenient.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import { readJsonPush } from './json-push.ts'
import type { JsonPush } from './json-push.ts'

/** A body as it was read: a JSON object, or XML, or something that may have been meant as XML. */
export type ReadBody = { parsed: LenientResult; json: null } | { parsed: null; json: JsonPush }

/** Reads a body. JSON is tried first: read leniently, markup inside one of its strings would pass for the message. */
export function readBody(bytes: Uint8Array): ReadBody {
  const json = readJsonPush(bytes)
  return json ? { parsed: null, json } : { parsed: parseLenient(bytes), json: null }
}
