import type { Exchange } from '../contract/exchange.ts'
import type { ReplyBrief } from '../contract/reply-brief.ts'
import { decodeReferences } from '../xml/parse/references.ts'

/** A row shows fewer characters. So many are read for them: blanks in a row become one. */
const SHOWN = 60
const READ_FOR_IT = 4 * SHOWN

/** The telling part of a reply stands near its beginning, and recording must not read megabytes again. */
const READ = 8192

/** The first of these elements that a reply has is used. A news reply has Title and Description in its articles. */
const TELLING = ['Content', 'Title', 'Description', 'MediaId', 'KfAccount']

/**
 * Says in a few words what was answered. It only names the reply and does not judge it, so it looks for a few elements
 * and does not parse: that takes some microseconds for each exchange that is recorded.
 */
export function createReplyBrief({ request, response, verdict }: Exchange): ReplyBrief {
  const text = (response.plain ?? response.body).slice(0, READ).trim()
  if (response.status === 0) return { kind: 'nothing' }
  if (text === '') return { kind: 'empty' }
  if (text === 'success') return { kind: 'success' }
  const { echostr } = request.query
  if (request.method === 'GET' && echostr !== undefined && verdict === 'accepted') return { kind: 'echo' }
  const type = readElement(text, 'MsgType')
  if (type !== null) {
    const message = { kind: 'message' as const, type, text: readTelling(text) }
    return type === 'news' ? { ...message, articles: text.split('<item>').length - 1 } : message
  }
  return readElement(text, 'Encrypt') === null ? { kind: 'other', text: toLine(text) } : { kind: 'sealed' }
}

function readTelling(xml: string): string {
  for (const name of TELLING) {
    const value = readElement(xml, name)
    if (value) return value
  }
  return ''
}

/** Returns the beginning of an element's text in one line; null if there is no such element. */
function readElement(xml: string, name: string): string | null {
  const tag = `<${name}>`
  const start = xml.indexOf(tag)
  if (start === -1) return null
  const inner = xml.slice(start + tag.length, start + tag.length + READ_FOR_IT).trimStart()
  if (inner.startsWith(CDATA)) return toLine(readSections(inner))
  return toLine(decodeLeniently(cutAt(inner, '<')))
}

const CDATA = '<![CDATA['

/** Returns the text of the sections that `text` begins with; one that has `]]>` in it is written as two. */
function readSections(text: string): string {
  let value = ''
  let rest = text
  while (rest.startsWith(CDATA)) {
    const section = cutAt(rest.slice(CDATA.length), ']]>')
    value += section
    rest = rest.slice(CDATA.length + section.length + ']]>'.length)
  }
  return value
}

function cutAt(text: string, end: string): string {
  const at = text.indexOf(end)
  return at === -1 ? text : text.slice(0, at)
}

function toLine(text: string): string {
  return text.slice(0, READ_FOR_IT).trim().replace(/\s+/g, ' ').slice(0, SHOWN)
}

function decodeLeniently(text: string): string {
  try {
    return decodeReferences(text, () => {})
  } catch {
    // It is no XML that a parser would take; as it is written it still tells what it is.
    return text
  }
}
