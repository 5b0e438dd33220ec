import type { Counterparts } from '../contract/conversion.ts'
import type { Exchange } from '../contract/exchange.ts'
import { pairCounterparts } from '../xml/counterparts.ts'
import { simpleFromXml } from '../xml/json/simple-from-xml.ts'
import { stringifyJson } from '../xml/json/stringify-json.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { LARGE_TEXT } from './convert-order.ts'

/** The JSON of a received message as the screen shows it, and what belongs together; null where there is no message. */
export function findCounterparts({ message }: Pick<Exchange, 'message'>): Counterparts | null {
  if (!message) return null
  // Read as it was when it came: leniently, for what was recorded may be no clean XML.
  const parsed = parseLenient(new TextEncoder().encode(message.xml))
  if (!parsed.ok) return { json: JSON.stringify(message.json, null, 2), pairs: [] }
  const json = stringifyJson(simpleFromXml(parsed.document).json)
  const isLarge = message.xml.length > LARGE_TEXT || json.length > LARGE_TEXT
  return { json, pairs: isLarge ? [] : pairCounterparts(parsed.document, json) }
}
