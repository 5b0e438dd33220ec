import type { Counterparts } from '../contract/conversion.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import { pairCounterparts, pairJsonCounterparts } from '../xml/counterparts.ts'
import { readJson } from '../xml/json/read-json.ts'
import { simpleFromXml } from '../xml/json/simple-from-xml.ts'
import { stringifyJson } from '../xml/json/stringify-json.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import { LARGE_DOCUMENT } from '../contract/limits.ts'

/**
 * Returns the JSON of a message as the screen shows it, and its counterparts in the XML. `parsed` is its XML, read
 * leniently as on arrival: a recorded message may not be clean XML. It is null for a JSON push, which is laid out anew
 * and keeps all digits.
 */
export function findCounterparts(message: ExchangeMessage, parsed: LenientResult | null): Counterparts {
  if (!parsed) return findJsonCounterparts(message.xml)
  if (!parsed.ok) return { json: JSON.stringify(message.json, null, 2), pairs: [] }
  const json = stringifyJson(simpleFromXml(parsed.document).json)
  const isLarge = message.xml.length > LARGE_DOCUMENT || json.length > LARGE_DOCUMENT
  return { json, pairs: isLarge ? [] : pairCounterparts(parsed.document, json) }
}

function findJsonCounterparts(text: string): Counterparts {
  const json = stringifyJson(readJson(text))
  return { json, pairs: json.length > LARGE_DOCUMENT ? [] : pairJsonCounterparts(text, json) }
}
