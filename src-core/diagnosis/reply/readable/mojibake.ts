import type { Bilingual } from '../../../contract/text.ts'
import { decodeAs, GBK, isPlausible, lengthByLead } from '../encodings.ts'
import { quote } from '../reply-text.ts'
import type { Damage } from './damage.ts'

/** Finds a text whose bytes were decoded with the wrong encoding, by decoding them with the right one. */
export function findMojibake(text: string): Damage | null {
  const latin = readUtf8InLatin(text)
  // Some bytes of GBK look like UTF-8, but hardly all of them.
  const gbk = latin?.isWhole ? null : readGbkInLatin(text)
  if (gbk) return create(text, gbk, { zh: 'GBK 的字节被当成 Latin-1 读了', en: 'GBK read as Latin-1' })
  if (latin)
    return create(text, latin, { zh: 'UTF-8 的字节被当成 Latin-1 读了', en: 'UTF-8 read as Latin-1' })
  const inGbk = readUtf8InGbk(text)
  return inGbk && create(text, inGbk, { zh: 'UTF-8 的字节被当成 GBK 读了', en: 'UTF-8 read as GBK' })
}

interface Reading {
  text: string
  /** True if nothing was lost on the way. */
  isWhole: boolean
}

function create(seen: string, { text, isWhole }: Reading, how: Bilingual): Damage {
  return {
    seen,
    says: {
      zh: `是乱码：${how.zh}，原文是${quote(text).zh}`,
      en: `is garbled: ${how.en}. It was ${quote(text).en}`,
    },
    detail: {
      zh: '回复本身是合法的 UTF-8，所以微信会收下；错在更早的一步，读数据库、文件、请求或上游接口时用错了编码。',
      en: 'The reply itself is UTF-8, so WeChat takes it; an earlier step read a database, a file, a request or another API with the wrong encoding.',
    },
    fix: {
      zh: '读取时指定 UTF-8：Java 的 new String(bytes, "UTF-8")、HTTP 客户端的响应编码、数据库连接用 utf8mb4。',
      en: 'Name UTF-8 when reading: new String(bytes, "UTF-8") in Java, the response’s encoding in an HTTP client, utf8mb4 for the connection to the database.',
    },
    meant: isWhole ? text : null,
  }
}

/** The characters of Windows-1252 for 0x80 to 0x9F; the five bytes without one stand for themselves. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ'

/** Returns the byte that Latin-1 or Windows-1252 decodes to this character; -1 if none. */
function byteOf(character: string): number {
  const unit = character.charCodeAt(0)
  if (unit <= 0xff) return unit
  const at = WINDOWS.indexOf(character)
  return at < 0 ? -1 : 0x80 + at
}

const WIDE =
  /[\u2010-\u2030\u2190-\u21FF\u2600-\u27BF\u3000-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF\uFEFF]|[\uD83C-\uD83E]/

function readUtf8InLatin(text: string): Reading | null {
  if (!/[\u00C2-\u00F4]/.test(text)) return null
  let read = ''
  let wide = 0
  let accents = 0
  let cyrillic = 0
  let isWhole = true
  for (let i = 0; i < text.length;) {
    const bytes = readSequence(text, i)
    const character = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
    if (!bytes || !character || character === '\uFFFD') {
      if (/[\u0080-\u00FF]/.test(text[i]!)) isWhole = false
      read += text[i++]
      continue
    }
    // With a blank in it, French looks like it, too: `é «`.
    if (bytes.length > 2)
      wide += WIDE.test(character) && !text.slice(i, i + bytes.length).includes(' ') ? 1 : 0
    else if (/[À-ÿ]/.test(character)) accents++
    else if (/[\u0400-\u04FF]/.test(character)) cyrillic++
    read += character
    i += bytes.length
  }
  return wide > 0 || accents > 0 || cyrillic >= 3 ? { text: read.replaceAll('\uFEFF', ''), isWhole } : null
}

/** Returns the bytes of the character of UTF-8 that is spelt out from `at` on. A blank was a no-break space before. */
function readSequence(text: string, at: number): number[] | null {
  const lead = byteOf(text[at]!)
  const length = lengthByLead(lead)
  if (length === 0 || at + length > text.length) return null
  const others = Array.from(text.slice(at + 1, at + length), byteOf).map((byte) =>
    byte === 0x20 && length > 2 ? 0xa0 : byte,
  )
  return others.every((byte) => byte >= 0x80 && byte <= 0xbf) ? [lead, ...others] : null
}

/** Characters that GBK makes of the first bytes of common Chinese characters and marks. */
const OF_UTF8 = /[浠浣涓浜浼渚濂鍦蹇鍙鍚鍏鍒灏澶鎴鏄鏈鏉鏃鎺鎻娆娉鎮鐨鐢璇杩鑳瑕闂閲閫闈锛銆鍛绛缁绯缃浠鍟鏂]/

function readUtf8InGbk(text: string): Reading | null {
  if (!OF_UTF8.test(text)) return null
  const bytesOf = createGbkTable()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)! < 0x80 ? [character.codePointAt(0)!] : bytesOf.get(character)
    bytes.push(...(code ?? [0xff]))
  }
  const read = new TextDecoder('utf-8').decode(Uint8Array.from(bytes))
  const wide = read.match(/[\u3000-\u303F\u3400-\u9FFF\uFF00-\uFFEF]/g)?.length ?? 0
  const lost = read.match(/\uFFFD+/g)?.length ?? 0
  // With an odd number of bytes, the last one has lost its partner.
  return wide >= 2 && wide >= 2 * lost ? { text: read.replace(/\uFFFD+/g, '…'), isWhole: lost === 0 } : null
}

/** Returns the bytes of each character of GBK. It has 24,000 of them, so it is made only where it is needed. */
function createGbkTable(): Map<string, [number, number]> {
  const [first, last] = [0x40, 0xfe]
  const row = last - first + 1
  const bytes = new Uint8Array(3 * row * (0xfe - 0x81 + 1)).fill(0x0a)
  for (let lead = 0x81, at = 0; lead <= 0xfe; lead++) {
    for (let trail = first; trail <= last; trail++, at += 3) {
      // 0x7F is no second byte: its place stays empty.
      if (trail !== 0x7f) bytes.set([lead, trail], at)
    }
  }
  const table = new Map<string, [number, number]>()
  const characters = new TextDecoder('gbk').decode(bytes).replaceAll('\n\n\n', '\n').split('\n')
  characters.forEach((character, i) => table.set(character, [0x81 + Math.floor(i / row), first + (i % row)]))
  return table
}

function readGbkInLatin(text: string): Reading | null {
  const runs = text.match(/[^\x00-\x7F]+/g) ?? []
  const letters = runs.join('')
  // Four in a row, some of which are no letters: no language has that.
  if (!runs.some((run) => run.length >= 4) || !/[\u00A1-\u00BF]/.test(letters)) return null
  const decoded = new Map<string, string>()
  for (const run of runs) {
    const bytes = Uint8Array.from(run, byteOf)
    const isBytes = Array.from(run).every((character) => byteOf(character) >= 0x80)
    const read =
      isBytes && run.length % 2 === 0 && isPlausible(bytes, GBK) ? decodeAs(bytes, GBK.label) : null
    if (read === null) return null
    decoded.set(run, read)
  }
  return { text: text.replace(/[^\x00-\x7F]+/g, (run) => decoded.get(run) ?? run), isWhole: true }
}
