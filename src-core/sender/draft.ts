import type { MessageDraft } from '../contract/sending.ts'
import { readBodyMessage } from '../exchange/receive.ts'
import { readBody } from '../exchange/read-body.ts'
import type { ReadBody } from '../exchange/read-body.ts'
import { JsonFault } from '../xml/json/json-fault.ts'
import { readJson } from '../xml/json/read-json.ts'
import { MAX_DEPTH } from '../xml/limits.ts'
import { locate } from '../xml/text-position.ts'

/** Reads a message: its kind, the values of its fields, and why it cannot be read if it cannot. Never throws. */
export function readDraft(text: string): MessageDraft {
  const body = readBody(new TextEncoder().encode(text))
  const message = readBodyMessage(body)
  return {
    text,
    type: message?.type ?? '',
    event: message?.event ?? null,
    values: Object.fromEntries(message ? leavesOf(rootOf(message.json, message.format), '') : []),
    fault: message ? null : findFault(text, body),
  }
}

/** A text that begins like an object is meant as JSON, and what is wrong with it as XML tells nothing. */
function findFault(text: string, { parsed }: ReadBody): MessageDraft['fault'] {
  const json = /^\s*\{/.test(text) && findJsonFault(text)
  if (json) return { ...locate(text, json.at ?? 0), message: json.sentence }
  if (!parsed || parsed.ok) return null
  const { line, column, message } = parsed.error
  return { line, column, message }
}

function findJsonFault(text: string): JsonFault | null {
  try {
    readJson(text, { maxDepth: MAX_DEPTH })
    return null
  } catch (error) {
    if (error instanceof JsonFault) return error
    throw error
  }
}

/** The simple view of XML has its root as its only key; JSON has the fields themselves. */
function rootOf(json: unknown, format: 'json' | undefined): unknown {
  return format === 'json' ? json : Object.values(json as object)[0]
}

/** Yields the values below by their path, the first of those that share one; attributes are no fields. */
function* leavesOf(value: unknown, path: string): Generator<[path: string, value: string]> {
  if (Array.isArray(value)) {
    yield* leavesOf(value[0], path)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) {
      if (name === '#text') yield* leavesOf(inside, path)
      else if (!name.startsWith('@')) yield* leavesOf(inside, path === '' ? name : `${path}/${name}`)
    }
  } else if (value !== null && value !== undefined && path !== '') {
    yield [path, String(value)]
  }
}
