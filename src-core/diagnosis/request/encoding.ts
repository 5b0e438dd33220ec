import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Received } from '../../exchange/receive.ts'
import { decodeLeniently } from '../../xml/parse/utf8.ts'
import type { InvalidRun } from '../../xml/parse/utf8.ts'
import { locate } from '../../xml/text-position.ts'
import { createFinding } from '../finding.ts'

/** Bytes that are shown of the first run. */
const SHOWN = 8

/** Says which bytes of a message are not UTF-8, and what they most likely are. The message was read all the same. */
export function diagnoseEncoding({ parsed, body, incoming, sealed }: Received): Finding[] {
  const recovery = parsed?.ok ? parsed.recoveries.find(({ code }) => code === 'INVALID_UTF8') : undefined
  const bytes = parsed === body ? incoming.body : sealed?.decryption?.message
  if (!recovery || !bytes) return []
  const { text, invalid } = decodeLeniently(bytes)
  const [first] = invalid
  if (!first) return []
  const run = bytes.subarray(first.offset, first.offset + first.length)
  const { what, fix } = nameBytes(bytes, text, run, invalid)
  const shown = showBytes(run)
  const more =
    invalid.length > 1 ? { zh: `，共 ${invalid.length} 处`, en: `, in ${invalid.length} places` } : NO_WORDS
  return [
    createFinding(
      'xml.not-utf8',
      {
        title: {
          zh: `第 ${first.offset} 个字节起不是 UTF-8（${shown}）${more.zh}：${what.zh}`,
          en: `From byte ${first.offset} on it is not UTF-8 (${shown})${more.en}: ${what.en}`,
        },
        detail: {
          zh: '消息照样读出来了，这些字节显示为 U+FFFD，原始字节都还在；签名不受影响。严格按 UTF-8 解码的后端会整条拒绝。',
          en: 'The message was read all the same, with U+FFFD in their place; the bytes are kept, and the signature is not affected. A backend that decodes strictly refuses the whole message.',
        },
        fix,
      },
      {
        in: 'request-body',
        offset: first.offset,
        length: first.length,
        ...locate(text, first.at),
        ...(recovery.path !== undefined && { path: recovery.path }),
      },
    ),
  ]
}

const NO_WORDS: Bilingual = { zh: '', en: '' }

function nameBytes(
  bytes: Uint8Array,
  text: string,
  run: Uint8Array,
  runs: readonly InvalidRun[],
): { what: Bilingual; fix: Bilingual } {
  const isHead = runs[0]!.units === 1 && run[0]! >= 0xc2 && run[0]! <= 0xf4
  const isTail = run.every((byte) => byte >= 0x80 && byte <= 0xbf)
  // Two bytes can be half of a character and a whole one of GBK; where there is nothing else, it is the half.
  const readable = isHead && runs.length === 1 ? null : readAsGbk(bytes, text)
  if (readable !== null) {
    return {
      what: { zh: `按 GBK 读是「${readable}」`, en: `read as GBK it says “${readable}”` },
      fix: {
        zh: '微信只推送 UTF-8：让发送的程序或中间的代理改用 UTF-8，不要转码。',
        en: 'WeChat pushes UTF-8 alone: let the sending program use UTF-8, or the proxy stop converting.',
      },
    }
  }
  if (isHead || isTail) {
    return {
      what: isHead
        ? { zh: '一个字符只剩前一半', en: 'a character of which only the first part is left' }
        : { zh: '一个字符只剩后一半', en: 'a character of which only the last part is left' },
      fix: {
        zh: '微信不会发半个字符：发送的程序按字节截断了文字，请按字符截断（PHP 用 mb_substr 而不是 substr）。',
        en: 'WeChat sends no half characters: the sending program cut the text by bytes; cut it by characters (mb_substr and not substr in PHP).',
      },
    }
  }
  return {
    what: { zh: '不是任何字符的一部分', en: 'no part of any character' },
    fix: {
      zh: '微信只推送 UTF-8：检查发送的程序或中间的代理是否改动了请求体。',
      en: 'WeChat pushes UTF-8 alone: look for a program or proxy that changed the body.',
    },
  }
}

/**
 * Returns the beginning of the Chinese text that the bytes are in GBK, or null if they are none. Chinese in UTF-8 shows
 * that only some bytes are damaged.
 */
function readAsGbk(bytes: Uint8Array, text: string): string | null {
  if (/\p{Script=Han}/u.test(text)) return null
  try {
    const decoded = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return /\p{Script=Han}[\p{Script=Han}，。！？、\w]{0,11}/u.exec(decoded)?.[0] ?? null
  } catch {
    return null
  }
}

function showBytes(run: Uint8Array): string {
  const hex = Array.from(run.subarray(0, SHOWN), (byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
  return hex.join(' ') + (run.length > SHOWN ? ' …' : '')
}
