import { buffer } from 'node:stream/consumers'
import { JSON_DIALECT_NAMES, jsonDialects } from '../../src-core/contract/conversion.ts'
import type { FoundDialect } from '../../src-core/contract/conversion.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { jsonToXml, xmlToJson } from '../../src-core/xml/convert.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'

const TO_JSON = {
  name: 'to-json',
  summary: { zh: 'XML 转 JSON', en: 'XML to JSON' },
  stdin: { value: 'in.xml', text: { zh: '要转换的 XML', en: 'the XML to be converted' } },
  options: {
    lossless: {
      kind: 'flag',
      text: {
        zh: '用无损视图：保留属性、CDATA、注释和顺序',
        en: 'use the lossless view, which keeps attributes, CDATA, comments and order',
      },
    },
  },
} as const satisfies CommandTable

export const toJsonCommand = createCommand(TO_JSON, async ({ lossless }, terminal) => {
  const input = await buffer(terminal.stdin)
  return report(xmlToJson(input, { view: lossless ? 'lossless' : 'simple' }), terminal)
})

const TO_XML = {
  name: 'to-xml',
  summary: { zh: 'JSON 转 XML', en: 'JSON to XML' },
  stdin: { value: 'in.json', text: { zh: '要转换的 JSON', en: 'the JSON to be converted' } },
  options: {
    lossless: {
      kind: 'flag',
      text: {
        zh: '输入是 to-json --lossless 的结果',
        en: 'the input is in the lossless view, as to-json --lossless wrote it',
      },
    },
    from: {
      kind: 'choice',
      value: 'LIBRARY',
      choices: jsonDialects,
      text: {
        zh: '输入是这个库写的 JSON：它的属性、文字和 CDATA 各有自己的键',
        en: 'the input is JSON as this library writes it, with keys of its own for attributes, text and CDATA',
      },
    },
  },
  exclusive: [['lossless', 'from']],
} as const satisfies CommandTable

export const toXmlCommand = createCommand(TO_XML, async ({ lossless, from }, terminal) => {
  const input = await buffer(terminal.stdin)
  const result = jsonToXml(input.toString('utf8'), { view: lossless ? 'lossless' : 'simple', from })
  return report(result, terminal)
})

type Conversion = ReturnType<typeof xmlToJson> | ReturnType<typeof jsonToXml>

/** Writes the result to stdout; the fault, or each loss of the view, to stderr, a line each. */
function report(result: Conversion, { stdout, stderr, language }: Terminal): number {
  const { dialect } = result.ok ? result : result.error
  const advice = dialect
    ? adviseFrom(dialect)
    : !result.ok && result.error.code === 'LOSSLESS_KEY'
      ? USE_LOSSLESS
      : null
  if (!result.ok) {
    const { line, column, path, message } = result.error
    const place = path ? ` (${path})` : ''
    stderr.write(`stdin:${line}:${column}: ${oneLine(message[language] + place)}\n`)
  } else {
    stdout.write(result.text.endsWith('\n') ? result.text : `${result.text}\n`)
    for (const { path, message } of result.issues)
      stderr.write(`${oneLine(`${path}: ${message[language]}`)}\n`)
    if (result.issuesOmitted > 0) {
      stderr.write(language === 'zh' ? `还有 ${result.issuesOmitted} 处\n` : `${result.issuesOmitted} more\n`)
    }
  }
  if (advice) stderr.write(`${oneLine(advice[language])}\n`)
  return result.ok ? 0 : 1
}

function adviseFrom({ id, path }: FoundDialect): Bilingual {
  const name = JSON_DIALECT_NAMES[id]
  return {
    zh: `${path}: 这是 ${name} 的写法，用 to-xml --from ${id} 按它转换`,
    en: `${path}: this is JSON as ${name} writes it; to-xml --from ${id} converts it as such`,
  }
}

const USE_LOSSLESS: Bilingual = {
  zh: '无损视图用 to-xml --lossless 转换',
  en: 'to-xml --lossless converts the lossless view',
}
