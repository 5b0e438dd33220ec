import type { Conversion, ConversionOrder, CounterpartPair } from '../contract/conversion.ts'
import { LARGE_DOCUMENT } from '../contract/limits.ts'
import { adoptJson, jsonToXml, layOutJson, layOutXml, xmlToJson } from '../xml/convert.ts'
import type { Conversion as CodecConversion, Rewriting } from '../xml/convert.ts'
import { pairCounterparts } from '../xml/counterparts.ts'
import { parseStrict } from '../xml/parse/strict.ts'

/**
 * Runs a conversion that a screen asked for. Pure, and never throws for any text: hosts run it here or in a worker.
 * Calls `onProgress` with a value from 0 to 1 after each step.
 */
export function convertOrder(
  { kind, text, view, from }: ConversionOrder,
  onProgress: (done: number) => void = () => {},
): Conversion {
  switch (kind) {
    case 'to-json':
      return withPairs(xmlToJson(text, { view, onProgress }), (json) => ({ xml: text, json }))
    case 'to-xml':
      return withPairs(jsonToXml(text, { view, pretty: true, onProgress }), (xml) => ({ xml, json: text }))
    case 'format-json':
      return rewritten(layOutJson(text, 'indented'))
    case 'minify-json':
      return rewritten(layOutJson(text, 'compact'))
    case 'format-xml':
      return rewritten(layOutXml(text, 'indented'))
    case 'minify-xml':
      return rewritten(layOutXml(text, 'compact'))
    case 'wechat-xml':
      return writeAsWeChat(text)
    case 'own-json':
      // Without a library it is one of our views already.
      return rewritten(from ? adoptJson(text, { view, from }) : layOutJson(text, 'indented'))
  }
}

/** Converts to the simple view and back: what that view drops is dropped here as well, and reported. */
function writeAsWeChat(text: string): Conversion {
  const json = xmlToJson(text, { view: 'simple' })
  if (!json.ok) return json
  const xml = jsonToXml(json.text, { view: 'simple', pretty: true })
  return xml.ok ? { ...json, text: xml.text, pairs: [] } : xml
}

function rewritten(result: Rewriting): Conversion {
  return result.ok ? { ...result, issues: [], issuesOmitted: 0, lossless: true, pairs: [] } : result
}

function withPairs(
  result: CodecConversion,
  texts: (made: string) => { xml: string; json: string },
): Conversion {
  if (!result.ok) return result
  return { ...result, pairs: pairTexts(texts(result.text)) }
}

function pairTexts({ xml, json }: { xml: string; json: string }): CounterpartPair[] {
  if (xml.length > LARGE_DOCUMENT || json.length > LARGE_DOCUMENT) return []
  const parsed = parseStrict(xml)
  return parsed.ok ? pairCounterparts(parsed.document, json) : []
}
