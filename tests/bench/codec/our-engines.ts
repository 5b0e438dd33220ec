import { jsonToXml, xmlToJson } from '../../../src-core/xml/convert.ts'
import type { Conversion, ConversionError, View } from '../../../src-core/xml/convert.ts'
import { writeXml } from '../../../src-core/xml/write/write-xml.ts'
import { losslessFromXml } from '../../../src-core/xml/json/lossless-from-xml.ts'
import { losslessToXml } from '../../../src-core/xml/json/lossless-to-xml.ts'
import { readJson } from '../../../src-core/xml/json/read-json.ts'
import { simpleFromXml } from '../../../src-core/xml/json/simple-from-xml.ts'
import { simpleToXml } from '../../../src-core/xml/json/simple-to-xml.ts'
import { stringifyJson } from '../../../src-core/xml/json/stringify-json.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import type { Engine, Outcome } from './engine.ts'

class Refused extends Error {
  readonly code: ConversionError['code']

  constructor(error: ConversionError) {
    super(`${error.code} at ${error.line}:${error.column}: ${error.message.en}`)
    this.code = error.code
  }
}

/**
 * Converts as the product does, with every check and a comparison of the way back. Blanks are kept, as with the peers.
 */
export function createOurEngine(view: View): Engine {
  return {
    name: `mpscope ${view}`,
    settings: view === 'lossless' ? 'keepWhitespace' : 'the default view',
    toJson: (xml) => toOutcome(xmlToJson(xml, { view, keepWhitespace: view === 'lossless' })),
    toXml: (json) => toOutcome(jsonToXml(json, { view })),
    isPolicy: (error) =>
      error instanceof Refused && ['DOCTYPE_REFUSED', 'TOO_DEEP', 'TOO_LARGE'].includes(error.code),
  }
}

/**
 * Creates the same engine without the comparison of the way back, only to measure its share of the time. The product
 * never converts so.
 */
export function createUncheckedEngine(view: View): Engine {
  const checked = createOurEngine(view)
  return {
    ...checked,
    name: `${checked.name}, no self-check`,
    settings: 'not offered; shows what the self-check costs',
    toJson: (xml) => {
      const parsed = parseStrict(xml)
      if (!parsed.ok) throw new Refused(parsed.error)
      const json =
        view === 'simple'
          ? simpleFromXml(parsed.document).json
          : losslessFromXml(parsed.document, { keepWhitespace: true })
      return { text: stringifyJson(json), warned: false }
    },
    toXml: (text) => {
      const json = readJson(text)
      return { text: writeXml(view === 'simple' ? simpleToXml(json) : losslessToXml(json)), warned: false }
    },
  }
}

function toOutcome(conversion: Conversion): Outcome {
  if (!conversion.ok) throw new Refused(conversion.error)
  return { text: conversion.text, warned: !conversion.lossless }
}
