import type { Bilingual } from '../contract/text.ts'
import { readFields } from '../diagnosis/encryption/mode.ts'
import type { Fields } from '../diagnosis/encryption/mode.ts'
import { findEnvelope, readEnvelope } from '../exchange/envelope.ts'
import type { Envelope } from '../exchange/envelope.ts'
import { readJsonEnvelope, readJsonText, toExactFields } from '../exchange/json-push.ts'
import type { JsonObject } from '../xml/json/node.ts'
import { toSimple } from '../xml/json/simple.ts'
import { parseLenient } from '../xml/parse/lenient.ts'

/** A pasted envelope, with the plain fields beside a message's Encrypt, or a pasted Encrypt alone. */
export type Pasted = { envelope: Envelope; fields: Fields } | { problem: Bilingual }

/** A reply's envelope has no plain fields: the signature and its parts stand beside Encrypt. */
function createPasted(envelope: Envelope, fields: Fields): Pasted {
  if (!envelope.encrypt) return { problem: EMPTY_ENCRYPT }
  return { envelope, fields: envelope.msgSignature === null ? fields : {} }
}

/** Reads an envelope as XML or JSON, on its own or in the middle of a request, or the bare text of Encrypt. */
export function readPasted(text: string): Pasted {
  const trimmed = cutOutXml(text.trim())
  if (trimmed.startsWith('<')) return readXml(trimmed)
  if (trimmed.startsWith('{')) return readJson(trimmed)
  if (trimmed.length < SHORTEST_ENCRYPT) return { problem: NEITHER }
  return createPasted({ encrypt: trimmed, msgSignature: null, timestamp: null, nonce: null }, {})
}

/** A block of 16 bytes has 24 characters in Base64; an Encrypt has at least two blocks. */
const SHORTEST_ENCRYPT = 24

/** Somebody may paste a whole request, headers included. */
function cutOutXml(text: string): string {
  const start = text.search(/<xml[\s>]/)
  const end = text.lastIndexOf('</xml>')
  return start >= 0 && end > start ? text.slice(start, end + '</xml>'.length) : text
}

function readXml(text: string): Pasted {
  const parsed = parseLenient(new TextEncoder().encode(text))
  if (!parsed.ok) return { problem: describeBrokenXml(parsed.error) }
  const element = findEnvelope(parsed.document)
  if (!element) return { problem: describeNoEncrypt('XML') }
  return createPasted(readEnvelope(element), readFields(toSimple(parsed.document)))
}

/** Mini programs and cloud hosting push JSON: `{ "ToUserName": "gh_…", "Encrypt": "…" }`. */
function readJson(text: string): Pasted {
  const push = readJsonText(text)
  if (!push) return { problem: BROKEN_JSON }
  const root = findJsonEnvelope(push.root)
  if (!root) return { problem: describeNoEncrypt('JSON') }
  return createPasted(readJsonEnvelope(root), toExactFields({ text, root }))
}

/** Returns the object that has Encrypt: the outermost one, or the one under a single root, as converters write it. */
function findJsonEnvelope(root: JsonObject): JsonObject | null {
  if (hasEncrypt(root)) return root
  const inner = root.entries.length === 1 ? root.entries[0]!.value : null
  return inner?.kind === 'object' && hasEncrypt(inner) ? inner : null
}

function hasEncrypt({ entries }: JsonObject): boolean {
  return entries.some(({ key }) => key === 'Encrypt')
}

function describeNoEncrypt(form: 'XML' | 'JSON'): Bilingual {
  return {
    zh: `这段 ${form} 里没有 Encrypt，没有什么可以解密。`,
    en: `There is no Encrypt in this ${form}, so there is nothing to decrypt.`,
  }
}

export function describeBrokenXml({
  line,
  column,
  message,
}: {
  line: number
  column: number
  message: Bilingual
}): Bilingual {
  return {
    zh: `XML 第 ${line} 行第 ${column} 列：${message.zh}`,
    en: `XML line ${line}, column ${column}: ${message.en}`,
  }
}

const EMPTY_ENCRYPT: Bilingual = {
  zh: 'Encrypt 是空的，没有什么可以解密。',
  en: 'Encrypt is empty, so there is nothing to decrypt.',
}

const BROKEN_JSON: Bilingual = {
  zh: '这段文字以 { 开头，却无法解析为 JSON。',
  en: 'The text begins with { but cannot be read as JSON.',
}

const NEITHER: Bilingual = {
  zh: '这既不是带 Encrypt 的 XML 或 JSON，也不是一段 Encrypt。',
  en: 'This is neither XML or JSON with an Encrypt nor the text of an Encrypt.',
}
