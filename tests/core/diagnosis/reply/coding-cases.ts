import type { JudgeCase } from './judge-case.ts'
import { createReply, TEXT } from './replies.ts'

const cdata = (content: string) => createReply('text', `<Content><![CDATA[${content}]]></Content>`)
const error = { code: 'reply.length-mismatch', severity: 'error', verdict: 'fault' } as const

const PLACE = TEXT.indexOf('你好')
const HEAD = Buffer.from(TEXT.slice(0, PLACE))
const TAIL = Buffer.from(TEXT.slice(PLACE + 2))
/** A text reply with these bytes as its Content. */
const withBytes = (...bytes: (number[] | string)[]) =>
  Buffer.concat([HEAD, ...bytes.map((one) => Buffer.from(one as string)), TAIL])

const GREETING = '你好，欢迎关注'
const UTF8 = [...Buffer.from(GREETING)]
const GBK = [0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xbb, 0xb6, 0xd3, 0xad, 0xb9, 0xd8, 0xd7, 0xa2]
const BIG5 = [0xa7, 0x41, 0xa6, 0x6e, 0xa1, 0x41, 0xc5, 0x77, 0xaa, 0xef, 0xc3, 0xf6, 0xaa, 0x60]
const SHIFT_JIS = [0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd]
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

/** Characters that were cut. None of them is called another encoding. */
const CUT: [name: string, reply: Buffer, repair: string | null, says: RegExp][] = [
  ['in the middle', withBytes(UTF8.slice(0, -1)), cdata('你好，欢迎关'), /bytes 207 to 208 \(E6 B3\)/],
  ['after one byte', withBytes(UTF8.slice(0, -2)), cdata('你好，欢迎关'), /byte 207 \(E6\)/],
  ['at its beginning', withBytes(UTF8.slice(1)), cdata('好，欢迎关注'), /\(BD A0\)/],
  [
    'in two places',
    withBytes(UTF8.slice(0, -1), '|', UTF8.slice(0, -1)),
    cdata('你好，欢迎关|你好，欢迎关'),
    /2 characters/,
  ],
  ['an emoji', withBytes(GREETING, [0xf0, 0x9f, 0x98]), cdata(GREETING), /F0 9F 98/],
  ['at the end of the body', Buffer.concat([HEAD, Buffer.from([0xe4, 0xbd])]), null, /E4 BD/],
  ['the only one', withBytes([0xe4, 0xbd]), null, /E4 BD/],
]

const OTHER: [name: string, reply: Buffer, repair: string | null, says: RegExp][] = [
  ['GBK', withBytes(GBK), cdata(GREETING), /is GBK/],
  ['GBK, one character', withBytes([0xd6, 0xd0]), cdata('中'), /is GBK/],
  ['GB 18030', withBytes(GBK, [0x81, 0x30, 0x81, 0x30]), cdata(`${GREETING}\u0080`), /GB18030/],
  ['GBK beside UTF-8', withBytes(GREETING, ':', GBK), cdata(`${GREETING}:${GREETING}`), /in one part/],
  ['Big5', withBytes(BIG5), cdata('你好，歡迎關注'), /Big5/],
  ['Shift_JIS', withBytes(SHIFT_JIS), cdata('こんにちは'), /Shift_JIS/],
  ['Latin-1', withBytes('caf', [0xe9], ' cr', [0xe8], 'me'), cdata('café crème'), /ISO-8859-1/],
  ['Windows-1252', withBytes('it', [0x92], 's'), cdata('it’s'), /Windows-1252/],
  ['UTF-16', utf16(TEXT), TEXT, /UTF-16LE/],
  ['UTF-16 with its mark', utf16(`\uFEFF${TEXT}`), TEXT, /UTF-16LE/],
  ['UTF-16, the other way round', utf16(TEXT).swap16(), TEXT, /UTF-16BE/],
  ['UTF-16 of ASCII, which is valid UTF-8', utf16(cdata('hello')), cdata('hello'), /UTF-16LE/],
  ['UTF-16 of success', utf16('success'), 'success', /UTF-16LE/],
  ['a plain text in GBK', Buffer.from(GBK), null, /is GBK/],
  ['no encoding at all', withBytes([0xff, 0xfe, 0x80, 0xff]), null, /0xFF/],
]

export const CODING_CASES: JudgeCase[] = [
  ...CUT.map(([name, reply, repair, says]): JudgeCase => ({
    ...error,
    name: `a character cut, ${name}`,
    reply,
    near: [cdata(GREETING)],
    repair,
    says,
  })),
  ...OTHER.map(([name, reply, repair, says]): JudgeCase => ({
    ...error,
    name,
    reply,
    near: [withBytes(GREETING), cdata('café it’s こんにちは')],
    repair,
    says,
  })),
  {
    ...error,
    name: 'GBK, declared in the XML',
    reply: Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GBK"?>'), withBytes(GBK)]),
    near: [],
    repair: `<?xml version="1.0" encoding="utf-8"?>${cdata(GREETING)}`,
  },
  {
    ...error,
    name: 'GBK, declared as Latin-1',
    reply: { body: withBytes(GBK), headers: [['Content-Type', 'text/xml; charset=ISO-8859-1']] },
    near: [],
    repair: cdata(GREETING),
    says: /is GBK/,
  },
]
