import type { Bilingual } from '../../src-core/contract/text.ts'
import type { FramingFault } from '../../src-core/ports/framing-fault.ts'
import type { ReadAnswer } from '../../src-core/exchange/raw-answer.ts'

type Headers = ReadAnswer['headers']

interface Transferred extends ReadAnswer {
  /** What was undone. */
  notes: Bilingual[]
}

/**
 * Gives back the answer as it was on the wire, as far as the bytes show that it was another. `saved` are the bytes
 * behind the head; `isBareLf` says that the lines of the head end in LF alone.
 */
export function undoTransfer(read: ReadAnswer, saved: Uint8Array, isBareLf: boolean): Transferred {
  const { headers, fault } = read
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1]?.trim() ?? ''
  const encoding = header('content-encoding')
  if (/\bchunked$/i.test(header('transfer-encoding'))) {
    const undone = undoCompression(headers, encoding, isJoined(saved) ? saved : read.body)
    return { ...read, ...undone, fault: isJoined(saved) ? keepHeadFault(fault) : fault }
  }
  if (isUnpacked(saved, encoding))
    return { ...read, ...undoCompression(headers, encoding, saved), fault: keepHeadFault(fault) }
  const edited = undoEditing(saved, header('content-length'), isBareLf)
  if (!edited) return { ...read, notes: [] }
  return { ...read, body: edited.body, fault: keepHeadFault(fault), notes: [edited.note] }
}

/** Leaves out a fault of the body, which the tool or the editor made. */
function keepHeadFault(fault: FramingFault | null): FramingFault | null {
  return fault?.kind === 'body-cut' || fault?.kind === 'bad-chunk' || fault?.kind === 'surplus' ? null : fault
}

/** Tells whether curl has joined the chunks of a body; `curl --raw` and `nc` leave them, with their sizes. */
function isJoined(body: Uint8Array): boolean {
  const start = Buffer.from(body.subarray(0, 200)).toString('latin1')
  return !/^[0-9a-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n/i.test(start)
}

/** `curl --compressed` asks for compression, which WeChat does not, and unpacks: length and encoding are of before. */
function undoCompression(
  headers: Headers,
  encoding: string,
  body: Uint8Array,
): Pick<Transferred, 'headers' | 'body' | 'notes'> {
  if (!isUnpacked(body, encoding)) return { headers, body, notes: [] }
  const kept = headers.filter(([name]) => !/^content-(?:encoding|length)$/i.test(name))
  return { headers: kept, body, notes: [UNPACKED] }
}

/** Tells whether a body that the headers call compressed is not. */
function isUnpacked(body: Uint8Array, encoding: string): boolean {
  const [a = 0, b = 0] = body
  switch (encoding.toLowerCase()) {
    case '':
    case 'identity':
      return false
    case 'gzip':
    case 'x-gzip':
      return body.length > 0 && !(a === 0x1f && b === 0x8b)
    case 'deflate':
      return body.length > 0 && !(a === 0x78 && (a * 256 + b) % 31 === 0) && isText(body)
    default:
      return isText(body)
  }
}

function isText(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return body.length > 0
  } catch {
    return false
  }
}

/** An editor adds a line end, or turns CR LF into LF; `Content-Length` shows it. Returns null if there is no sign of it. */
function undoEditing(
  saved: Uint8Array,
  stated: string,
  isBareLf: boolean,
): { body: Uint8Array; note: Bilingual } | null {
  const buffer = Buffer.from(saved)
  const length = /^\d+$/.test(stated) ? Number(stated) : buffer.length
  if (buffer.length === length) return null
  const surplus = buffer.toString('latin1', length)
  if (surplus === '\n' || surplus === '\r\n') return { body: saved.subarray(0, length), note: LINE_END_ADDED }
  if (!isBareLf || buffer.includes('\r')) return null
  const restored = Buffer.from(buffer.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
  return restored.length === length ? { body: restored, note: LINE_ENDS_CHANGED } : null
}

const UNPACKED: Bilingual = {
  zh: '响应体已经由 curl --compressed 解压；微信不要求压缩，所以按没有压缩的回复判断',
  en: 'curl --compressed has unpacked the body; WeChat asks for no compression, so it is judged as if there had been none',
}

const LINE_END_ADDED: Bilingual = {
  zh: '响应体末尾多出的一个换行不在 Content-Length 之内，多半是保存或粘贴时加上的，没有算进去',
  en: 'the line end after the body is not within Content-Length: most likely an editor added it, and it was left out',
}

const LINE_ENDS_CHANGED: Bilingual = {
  zh: '换行在保存时从 CRLF 变成了 LF，已经还原：这样正好是 Content-Length 的字节数',
  en: 'line ends were turned from CRLF into LF when it was saved, and were restored: so the bytes are as many as Content-Length says',
}
