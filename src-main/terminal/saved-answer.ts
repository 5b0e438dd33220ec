import type { Bilingual } from '../../src-core/contract/text.ts'
import { readRawAnswer } from '../../src-core/exchange/raw-answer.ts'
import type { BrokenFraming } from '../../src-core/ports/http.ts'
import { undoTransfer } from './undo-transfer.ts'

/** An HTTP answer as a tool saved it. */
export interface SavedAnswer {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** Present if it is not one whole HTTP response. */
  broken?: BrokenFraming
  /** What the tool, or somebody's editor, made of the bytes, and what was undone. */
  notes: Bilingual[]
}

/**
 * Reads a whole answer as `curl -i` saves it: status line, headers, a blank line, the body. The last one counts if
 * there are several. Returns a problem if the bytes are no HTTP answer.
 */
export function readSavedAnswer(bytes: Uint8Array): SavedAnswer | { problem: Bilingual } {
  const start = skipFront(bytes)
  // One character a byte, so that offsets are the same in both.
  const text = Buffer.from(bytes).toString('latin1')
  const heads: Head[] = []
  for (let at = start; ;) {
    const head = findHead(text, at)
    if (!head) break
    if ('problem' in head) return head
    heads.push(head)
    at = head.end
    if (!isFollowed(head)) break
  }
  const last = heads.at(-1)
  if (!last) return { problem: describeOther(bytes, text.slice(start, start + 200)) }
  if (isInterim(last)) return { problem: describeInterim(last.status) }
  const saved = bytes.subarray(last.end)
  const sent = Buffer.concat([Buffer.from(last.text, 'latin1'), saved])
  const read = readRawAnswer({ bytes: sent, end: 'closed' })
  const { notes, fault, ...answer } = undoTransfer(read, saved, last.isBareLf)
  return {
    ...answer,
    ...(fault && { broken: { raw: sent, fault } }),
    notes: [...describeEarlier(heads), ...notes],
  }
}

interface Head {
  status: number
  reason: string
  /** The lines of the head as HTTP/1.1 sends them. */
  text: string
  /** The line ends are LF alone, as an editor leaves them. */
  isBareLf: boolean
  /** The offset of the body. */
  end: number
}

const STATUS_LINE = /HTTP\/\d(?:\.\d)? (\d{3})(?: ([^\r\n]*))?(?=(\r?\n|$))/y
const BLANK_LINE = /\r?\n\r?\n/g

/** Finds a head, whose end is a blank line. At the end of the input the blank line may be missing. */
function findHead(text: string, start: number): Head | { problem: Bilingual } | null {
  STATUS_LINE.lastIndex = start
  const first = STATUS_LINE.exec(text)
  if (!first) return null
  const [, status = '', reason = '', lineEnd] = first
  BLANK_LINE.lastIndex = STATUS_LINE.lastIndex
  const end = BLANK_LINE.exec(text) ? BLANK_LINE.lastIndex : null
  const lines = text.slice(start, end ?? text.length).trimEnd()
  const odd =
    end === null ? lines.split(/\r?\n/).find((line, index) => index > 0 && !HEADER.test(line)) : undefined
  if (odd !== undefined) return { problem: describeNoHeader(odd) }
  return {
    status: Number(status),
    reason: reason.trim(),
    text: toHttp11(lines),
    isBareLf: lineEnd === '\n',
    end: end ?? text.length,
  }
}

/** A header, or the rest of a folded one. */
const HEADER = /^(?:[!#$%&'*+.^_`|~\w-]+[ \t]*:|[ \t])/

/** Writes a head as HTTP/1.1 sends it: curl prints that of HTTP/2 as text, and editors change line ends. */
function toHttp11(lines: string): string {
  const unfolded = lines.replace(/\r?\n/g, '\r\n').replace(/\r\n[ \t]+/g, ' ')
  return `${unfolded.replace(/^HTTP\/[23](?:\.\d)?/, 'HTTP/1.1')}\r\n\r\n`
}

function isInterim({ status }: Head): boolean {
  return status < 200 && status !== 101
}

/**
 * Tells whether curl may have gone on to another answer: after an interim one, a redirect, a login, or a proxy's
 * CONNECT. After any other the rest is the body, even if that begins with a status line, as a script may print one.
 */
function isFollowed(head: Head): boolean {
  const { status, reason } = head
  const isRetried = (status >= 300 && status < 400) || status === 401 || status === 407
  return isInterim(head) || isRetried || /^connection established$/i.test(reason)
}

function skipFront(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at++
  return at
}

function describeEarlier(heads: readonly Head[]): Bilingual[] {
  const earlier = heads.slice(0, -1).filter((head) => !isInterim(head))
  if (earlier.length === 0) return []
  const list = earlier.map(({ status }) => status)
  const redirected = list.some((status) => status >= 300 && status < 400)
  return [
    {
      zh: `输入里有 ${earlier.length + 1} 个响应（前面是 ${list.join('、')}），这里判断最后一个${redirected ? '；微信不跟随跳转，它看到的是第一个' : ''}`,
      en: `the input holds ${earlier.length + 1} responses (${list.join(', ')} before the last), and the last one is judged${redirected ? '; WeChat follows no redirect and would see the first' : ''}`,
    },
  ]
}

function describeNoHeader(line: string): Bilingual {
  const shown = line.slice(0, 60)
  return {
    zh: `响应头里有一行不是「名字: 值」：${shown}（头和响应体之间要有一个空行）`,
    en: `a line of the head is no “Name: value”: ${shown} (a blank line stands between head and body)`,
  }
}

function describeInterim(status: number): Bilingual {
  return {
    zh: `输入里只有临时响应 ${status}，没有最终的响应`,
    en: `the input holds the interim response ${status} alone, and no final one`,
  }
}

function describeOther(bytes: Uint8Array, beginning: string): Bilingual {
  const known = OTHERS.find(([pattern]) => pattern.test(beginning))
  if (known) return known[1]
  if (bytes.subarray(0, 64).includes(0)) return UTF_16
  const shown = Buffer.from(beginning, 'latin1').toString().split(/\r?\n/)[0]!.slice(0, 60)
  return {
    zh: `输入不是 HTTP 响应：它以「${shown}」开头，而不是 HTTP/1.1 200 OK 这样的状态行；只有响应体时不要加 --http`,
    en: `the input is not an HTTP response: it begins with “${shown}” and not with a status line such as HTTP/1.1 200 OK; for a body alone leave --http out`,
  }
}

const OTHERS: readonly [RegExp, Bilingual][] = [
  [/^$/, { zh: '输入是空的', en: 'the input is empty' }],
  [
    /^[A-Z]+ \S+ HTTP\//,
    {
      zh: '输入是一个 HTTP 请求，不是响应',
      en: 'the input is an HTTP request, not a response',
    },
  ],
  [
    /^(?:[*<>] |[*<>]\r?\n)/,
    {
      zh: '输入是 curl -v 的输出，请改用 curl -i 保存',
      en: 'the input is the output of curl -v; save it with curl -i',
    },
  ],
  [
    /^curl: \(\d+\)/,
    {
      zh: '输入是 curl 的报错，没有响应可以判断',
      en: 'the input is an error of curl’s, so there is no response to judge',
    },
  ],
]

const UTF_16: Bilingual = {
  zh: '输入是 UTF-16 或二进制，字节已经不是收到时的样子（PowerShell 的 > 会这样），请改用 curl -i -o 文件',
  en: 'the input is UTF-16 or binary, so the bytes are not those that came (PowerShell’s > does that); save with curl -i -o FILE',
}
