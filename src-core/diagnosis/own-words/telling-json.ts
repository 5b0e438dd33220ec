import { toOneLine } from './piece.ts'
import type { TellingPiece } from './piece.ts'

/** The fields that a framework puts its reason into, the most telling first. */
const REASONS = [
  'message',
  'Message',
  'ExceptionMessage',
  'errorMessage',
  'error_msg',
  'error_description',
  'errmsg',
  'msg',
  'detail',
  'details',
  'errors',
  'error',
  'reason',
  'title',
  'exception',
]

/** How deep a reason may be nested: `{"error":{"message":…}}`, `{"detail":[{"msg":…}]}`. */
const DEPTH = 4

/** Reads the reason in a JSON body. Returns null if the body is no JSON object or array. */
export function readTellingJson(text: string): TellingPiece | null {
  const value = parse(text)
  if (typeof value !== 'object' || value === null) return null
  const reason = findReason(value, DEPTH)
  const named = reason === null ? null : nameException(value, reason)
  const line = toOneLine([named, describePath(value)].filter(Boolean).join(' · '))
  const whole = { line: line || toOneLine(text), start: 0, end: text.length }
  if (reason === null) return whole
  // The value as it stands in the body; if it is written otherwise there (\u4f60), the whole body is the place.
  const written = JSON.stringify(reason)
  const start = text.indexOf(written)
  return start < 0 ? whole : { line, start, end: start + written.length }
}

function parse(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function findReason(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (typeof value !== 'object' || value === null || depth === 0) return null
  if (Array.isArray(value)) return findReason(value[0], depth - 1)
  for (const name of REASONS) {
    const reason = Object.hasOwn(value, name)
      ? findReason((value as Record<string, unknown>)[name], depth - 1)
      : null
    if (reason !== null) return reason
  }
  // The names of fields are keys: {"errors":{"echostr":["The echostr field is required."]}}.
  return depth < DEPTH ? findReason(Object.values(value)[0], depth - 1) : null
}

/** Laravel and Spring name the class of the exception beside its message. */
function nameException(value: object, reason: string): string {
  const name = 'exception' in value ? value.exception : null
  return typeof name === 'string' && !reason.includes(name) ? `${name}: ${reason}` : reason
}

/** Spring Boot says the path that failed, which is another one if a view was looked for. */
function describePath(value: object): string {
  const path = 'path' in value ? value.path : null
  return typeof path === 'string' && path !== '' ? `path: ${path}` : ''
}
