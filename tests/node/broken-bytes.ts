import { TEXT } from '../core/diagnosis/reply/replies.ts'

export const ECHOSTR = '4375120948345356249'
export const OK = 'HTTP/1.1 200 OK\r\n'
export const SUCCESS = `${OK}Content-Length: 7\r\n\r\nsuccess`
export const SIZE = Buffer.byteLength(TEXT)
export const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
export const withLength = (length: number, body = TEXT) => `${OK}Content-Length: ${length}\r\n\r\n${body}`
export const chunked = (rest: string) => `${OK}Transfer-Encoding: chunked\r\n\r\n${rest}`

export const MISMATCH = 'reply.length-mismatch'
export const NEVER = 'reply.never-ended'
export const BROKEN = 'reply.broken-framing'

/** An answer that is broken, and what is said of it. */
export interface Broken {
  name: string
  bytes: string | Buffer
  after?: 'close' | 'stay' | 'reset'
  code: string
  verdict?: string
  title: RegExp
  status?: number
  wrong?: string
}

export const LENGTHS: Broken[] = [
  {
    name: 'characters counted',
    bytes: withLength(TEXT.length),
    code: MISMATCH,
    verdict: 'fault',
    title: new RegExp(`says ${TEXT.length}, and ${SIZE} bytes were sent: characters were counted`),
  },
  {
    name: 'characters counted, one of which is outside the basic plane',
    bytes: withLength(Array.from(TEXT.replace('你好', '你好😀')).length, TEXT.replace('你好', '你好😀')),
    code: MISMATCH,
    verdict: 'fault',
    title: /characters were counted/,
  },
  {
    name: 'the BOM left out of the count',
    bytes: withLength(SIZE, `\uFEFF${TEXT}`),
    code: MISMATCH,
    verdict: 'fault',
    title: /without the byte order mark/,
  },
  {
    name: 'a notice in front left out of the count',
    bytes: withLength(SIZE, `Notice: x in y\n${TEXT}`),
    code: MISMATCH,
    verdict: 'fault',
    title: /without the 15 bytes in front/,
  },
  {
    name: 'the length in GBK',
    bytes: withLength(SIZE - 2),
    code: MISMATCH,
    verdict: 'fault',
    title: /length in GBK/,
  },
  {
    name: 'the length in UTF-16, and the connection closed',
    bytes: withLength(TEXT.length * 2),
    code: MISMATCH,
    verdict: 'retried',
    title: /length in UTF-16/,
  },
  {
    name: 'too many, and the connection closed',
    bytes: withLength(SIZE + 5),
    code: MISMATCH,
    verdict: 'retried',
    title: new RegExp(`says ${SIZE + 5}, and ${SIZE} bytes were sent \\(most likely a fault\\)$`),
  },
  {
    name: 'too many, and the connection reset',
    bytes: withLength(SIZE + 5),
    after: 'reset',
    code: MISMATCH,
    verdict: 'retried',
    title: /bytes were sent \(most likely a fault\)$/,
  },
  {
    name: 'too many, and the connection stays open',
    bytes: withLength(SIZE + 5),
    after: 'stay',
    code: MISMATCH,
    verdict: 'retried',
    title: new RegExp(`says ${SIZE + 5}, and ${SIZE} bytes were sent`),
  },
  {
    name: 'too few, but the reply is whole by then',
    bytes: withLength(SIZE, `${TEXT}<!-- debug -->`),
    code: MISMATCH,
    verdict: 'accepted',
    title: /bytes were sent/,
    wrong: '<!-- debug -->',
  },
]

export const ENDLESS: Broken[] = [
  {
    name: 'chunks without the last one',
    bytes: chunked(chunk(TEXT)),
    after: 'stay',
    code: NEVER,
    title: /<xml>…<\/xml> came whole, and the response never ended/,
  },
  {
    name: 'the last chunk without its empty line',
    bytes: chunked(`${chunk(TEXT)}0\r\n`),
    after: 'stay',
    code: NEVER,
    title: /never ended/,
  },
  {
    name: 'no length, and the connection stays open',
    bytes: `${OK}\r\n${TEXT}`,
    after: 'stay',
    code: NEVER,
    title: /never ended/,
  },
  {
    name: 'success without an end',
    bytes: `${OK}\r\nsuccess`,
    after: 'stay',
    code: NEVER,
    title: /^success came whole/,
  },
  {
    name: 'headers and nothing more',
    bytes: `${OK}Content-Length: 9\r\n\r\n`,
    after: 'stay',
    code: NEVER,
    title: /not one byte of the body/,
  },
  {
    name: 'a piece of a reply',
    bytes: chunked(chunk(TEXT.slice(0, -9))),
    after: 'stay',
    code: 'reply.too-late',
    title: /bytes of a body that never ended/,
  },
  {
    name: 'half of a head',
    bytes: `${OK}Content-Le`,
    after: 'stay',
    code: 'reply.too-late',
    title: /before the headers were complete/,
    status: 200,
  },
]

export const SHAPES: Broken[] = [
  { name: 'no head at all', bytes: TEXT, code: BROKEN, title: /only the body/, status: 0 },
  { name: 'an echostr without a head', bytes: ECHOSTR, code: BROKEN, title: /only the body/, status: 0 },
  {
    name: 'a BOM before the status line',
    bytes: `\uFEFF${SUCCESS}`,
    code: BROKEN,
    title: /3 bytes stand before the status line/,
    status: 0,
  },
  {
    name: 'TLS',
    bytes: Buffer.from([0x15, 3, 1, 0, 2, 2, 0x46]),
    code: BROKEN,
    title: /http was spoken to an https port/,
    status: 0,
  },
  {
    name: 'SSH',
    bytes: 'SSH-2.0-OpenSSH_9.6\r\n',
    code: BROKEN,
    title: /looks like SSH/,
    status: 0,
    wrong: 'SSH-2.0-OpenSSH_9.6',
  },
  {
    name: 'SMTP',
    bytes: '220 mail.example ESMTP Postfix\r\n',
    code: BROKEN,
    title: /looks like SMTP/,
    status: 0,
  },
  {
    name: 'Redis',
    bytes: "-ERR unknown command 'POST'\r\n",
    code: BROKEN,
    title: /looks like Redis/,
    status: 0,
  },
  {
    name: 'some other text',
    bytes: 'Bad Gateway\n',
    code: BROKEN,
    title: /not HTTP: Bad Gateway/,
    status: 0,
  },
  {
    name: 'a status of four digits',
    bytes: SUCCESS.replace('200', '2000'),
    code: BROKEN,
    title: /status line/,
    status: 0,
  },
  {
    name: 'another version',
    bytes: SUCCESS.replace('1.1', '3'),
    code: BROKEN,
    title: /HTTP\/3 200 OK/,
    status: 0,
    wrong: 'HTTP/3 200 OK',
  },
  {
    name: 'a switch to another protocol',
    bytes: 'HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    code: BROKEN,
    title: /101/,
    status: 101,
  },
  {
    name: 'lines that end in LF',
    bytes: SUCCESS.replaceAll('\r\n', '\n'),
    code: BROKEN,
    title: /\\n alone/,
    wrong: '\n',
  },
  {
    name: 'a line without a colon',
    bytes: SUCCESS.replace('Content', 'Notice\r\nContent'),
    code: BROKEN,
    title: /no colon: Notice/,
    wrong: 'Notice',
  },
  {
    name: 'a blank before the colon',
    bytes: SUCCESS.replace(':', ' :'),
    code: BROKEN,
    title: /is no header/,
    wrong: 'Content-Length : 7',
  },
  {
    name: 'no empty line before the body',
    bytes: `${OK}Content-Type: text/xml\r\n${TEXT}`,
    code: BROKEN,
    title: /empty line/,
  },
  {
    name: 'two lengths',
    bytes: `${OK}Content-Length: 7\r\nContent-Length: 9\r\n\r\nsuccess`,
    code: BROKEN,
    title: /two Content-Lengths: 7, 9/,
    wrong: 'Content-Length: 9',
  },
  {
    name: 'a length that is no number',
    bytes: SUCCESS.replace('7', '-1'),
    code: BROKEN,
    title: /not a number: -1/,
  },
  {
    name: 'a length and chunks',
    bytes: chunked(`${chunk(TEXT)}0\r\n\r\n`).replace('\r\n', '\r\nContent-Length: 5\r\n'),
    code: BROKEN,
    title: /Both/,
  },
  { name: 'chunked without chunks', bytes: chunked(TEXT), code: BROKEN, title: /not in chunks/ },
  {
    name: 'a size that counts characters',
    bytes: chunked(`${TEXT.length.toString(16)}\r\n${TEXT}\r\n0\r\n\r\n`),
    code: BROKEN,
    title: /size of a chunk/,
  },
  {
    name: 'a size that is no number',
    bytes: chunked(`${chunk('<xml>')}zz\r\nabc\r\n`),
    code: BROKEN,
    title: /after it comes: zz/,
    wrong: 'zz',
  },
  {
    name: 'a close before the last chunk',
    bytes: chunked(chunk(TEXT)),
    code: BROKEN,
    title: /before the last chunk/,
    wrong: '',
  },
  { name: 'a close in the head', bytes: `${OK}Content-Le`, code: BROKEN, title: /before the headers did/ },
  {
    name: 'a reset without a length',
    bytes: `${OK}\r\n${TEXT}`,
    after: 'reset',
    code: BROKEN,
    title: /broke before the body ended/,
  },
  {
    name: 'a body with 204',
    bytes: `HTTP/1.1 204 No Content\r\n\r\n${TEXT}`,
    code: 'status.not-200',
    title: /204/,
    status: 204,
  },
  {
    name: 'two responses',
    bytes: SUCCESS + SUCCESS.replace('200', '404'),
    code: BROKEN,
    verdict: 'ignored',
    title: /two responses/,
  },
  {
    name: 'two responses in chunks',
    bytes: chunked(`${chunk('success')}0\r\n\r\n`).repeat(2),
    code: BROKEN,
    verdict: 'ignored',
    title: /two responses/,
  },
]
