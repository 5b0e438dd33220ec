import { jsonToXml, xmlToJson } from '../../src-core/xml/convert.ts'
import type { Conversion } from '../../src-core/xml/convert.ts'
import type { Converted, View } from './types.ts'
import { ApiFault } from './fault.ts'
import { BYTES_OR_TEXT, choiceOf, optional, readInput, TEXT } from './read-input.ts'

const VIEW = optional(choiceOf(['simple', 'lossless']))

export function convertXml(input: { xml: string | Uint8Array; view?: View | undefined }): Converted {
  const { xml, view = 'simple' } = readInput('toJson', input, { xml: BYTES_OR_TEXT, view: VIEW })
  return unwrap('toJson', xmlToJson(xml, { view }))
}

export function convertJson(input: { json: string; view?: View | undefined }): Converted {
  const { json, view = 'simple' } = readInput('toXml', input, { json: TEXT, view: VIEW })
  return unwrap('toXml', jsonToXml(json, { view }))
}

function unwrap(name: string, result: Conversion): Converted {
  if (result.ok) {
    const { text, lossless, issues } = result
    return { text, lossless, issues: issues.map(({ code, path, message }) => ({ code, path, message })) }
  }
  const { line, column, path, message } = result.error
  const place = path === undefined ? { zh: '', en: '' } : { zh: `（${path}）`, en: ` (${path})` }
  throw new ApiFault('NOT_READABLE', {
    zh: `${name}：第 ${line} 行第 ${column} 列${place.zh}：${message.zh}`,
    en: `${name}: line ${line}, column ${column}${place.en}: ${message.en}`,
  })
}
