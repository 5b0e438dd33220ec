import { buffer } from 'node:stream/consumers'
import { jsonToXml, xmlToJson } from '../../src-core/xml/convert.ts'
import type { Terminal, TerminalCommand } from './command.ts'
import { oneLine } from './one-line.ts'

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
    const { line, column, path, message } = result.error
    const place = path ? ` (${path})` : ''
    stderr.write(`stdin:${line}:${column}: ${oneLine(message[language] + place)}\n`)
    return 1
  }
  stdout.write(result.text.endsWith('\n') ? result.text : `${result.text}\n`)
  for (const { path, message } of result.issues) stderr.write(`${oneLine(`${path}: ${message[language]}`)}\n`)
  if (result.issuesOmitted > 0) {
    stderr.write(language === 'zh' ? `还有 ${result.issuesOmitted} 处\n` : `${result.issuesOmitted} more\n`)
  }
  return 0
}
