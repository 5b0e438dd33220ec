import { buffer } from 'node:stream/consumers'
import { jsonToXml, xmlToJson } from '../../src-core/xml/convert.ts'
import type { Terminal, TerminalCommand } from './command.ts'

export const toJsonCommand: TerminalCommand = {
  usage: 'to-json [--lossless] < in.xml',
  summary: { zh: 'XML 转 JSON', en: 'XML to JSON' },
  options: { lossless: { type: 'boolean' } },
  async run(values, terminal) {
    const input = await buffer(terminal.stdin)
    return report(xmlToJson(input, { view: values['lossless'] ? 'lossless' : 'simple' }), terminal)
  },
}

export const toXmlCommand: TerminalCommand = {
  usage: 'to-xml [--lossless] < in.json',
  summary: { zh: 'JSON 转 XML', en: 'JSON to XML' },
  options: { lossless: { type: 'boolean' } },
  async run(values, terminal) {
    const input = await buffer(terminal.stdin)
    return report(
      jsonToXml(input.toString('utf8'), { view: values['lossless'] ? 'lossless' : 'simple' }),
      terminal,
    )
  },
}

type Conversion = ReturnType<typeof xmlToJson> | ReturnType<typeof jsonToXml>

/** The result on stdout; what was wrong, or what the view leaves out, on stderr, a line each. */
function report(result: Conversion, { stdout, stderr, language }: Terminal): number {
  if (!result.ok) {
    const { line, column, message } = result.error
    stderr.write(`stdin:${line}:${column}: ${message[language]}\n`)
    return 1
  }
  stdout.write(result.text.endsWith('\n') ? result.text : `${result.text}\n`)
  for (const issue of result.issues) stderr.write(`${issue.message[language]}\n`)
  return 0
}
