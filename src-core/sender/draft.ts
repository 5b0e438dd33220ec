import type { MessageDraft } from '../contract/sending.ts'
import { leavesOf } from '../exchange/leaves.ts'
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
    values: Object.fromEntries(message ? leavesOf(message) : []),
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
