import type { JudgeCase } from './judge-case.ts'
import { ACCOUNT, createReply, TEXT, USER } from './replies.ts'

const cdata = (content: string) => createReply('text', `<Content><![CDATA[${content}]]></Content>`)
const malformed = { code: 'reply.malformed', severity: 'error', verdict: 'fault' } as const
const leading = { code: 'reply.leading-bytes', severity: 'error', verdict: 'fault' } as const

/** The same reply with its markers written like this. */
const marked = (open: string, close: string) =>
  createReply('text', `<Content>${open}你好${close}</Content>`, {
    ToUserName: `${open}${USER}${close}`,
    FromUserName: `${open}${ACCOUNT}${close}`,
    MsgType: `${open}text${close}`,
  })

const MARKERS: [open: string, close: string][] = [
  ['< ![CDATA[', '] ]>'],
  ['<! [CDATA[', ']]>'],
  ['<![ CDATA[', ']]>'],
  ['<![CDATA [', ']]>'],
  ['<![CDATA[', ']] >'],
  ['<![CDATA[', '] ]>'],
  ['<![CDATA[', ']>'],
  ['<![CDATA[', ']]&gt;'],
  ['<![cdata[', ']]>'],
  ['<!CDATA[', ']]>'],
  ['＜！［CDATA［', '］］＞'],
  ['<!--[CDATA[', ']]-->'],
]

const TAILS: [name: string, tail: string, says: RegExp][] = [
  ['a panel of ThinkPHP', '\n<div id="think_page_trace"><li>1 & 2</div>', /debug output/],
  ['a debug bar', '<script src="/phpdebugbar/x.js"></script>', /debug output/],
  ['a notice of PHP', '\nWarning: x in /a.php on line 3', /notice of PHP, “Warning: x/],
  ['a notice of PHP in HTML', '<br />\n<b>Notice</b>:  x &nbsp;', /notice of PHP, “Notice: x/],
  ['a second reply', TEXT.replace('你好', '再见'), /second reply/],
  ['a page', '<!DOCTYPE html><html>', /<!DOCTYPE/],
  ['a word', 'success', /“success”/],
  ['a number', '1', /“1”/],
  ['the end of a chunked body', '\r\n0\r\n\r\n', /chunked/],
  ['NUL bytes', '\0\0\0', /NUL bytes, 3/],
  ['a comment and more', '<!-- 0.01 s --><p>', /<!-- 0.01/],
]

export const XML_CASES: JudgeCase[] = [
  ...MARKERS.map(([open, close]): JudgeCase => ({
    ...malformed,
    name: `${open}…${close}`,
    reply: marked(open, close),
    near: [cdata(`写成 ${open}x${close.replace(']]>', ']]')} 不行`), marked('\n<![CDATA[', ']]>\n')],
    repair: marked('<![CDATA[', ']]>'),
    says: /marker/,
  })),
  {
    ...malformed,
    name: 'CDATA in CDATA',
    reply: cdata('<![CDATA[你好]]>'),
    near: [cdata('<![CDATA[你好')],
    repair: TEXT,
    says: /within its CDATA/,
  },
  {
    ...malformed,
    name: 'a marker in one field only',
    reply: createReply('text', '<Content><![CDATA[你好]]></Content>', { MsgType: '<![CDATA[text] ]>' }),
    near: [],
    repair: TEXT,
  },
  {
    ...malformed,
    name: 'escaped markers with blanks',
    reply: marked('&lt; ![CDATA[', '] ]&gt;'),
    near: [],
    repair: marked('<![CDATA[', ']]>'),
  },
  ...(
    [
      ['before an ampersand', 'a]]>b&c'],
      ['before a tag', 'a]]>b<c'],
      ['before a reference', 'a]]>&lt;b'],
      ['at the end', 'a]]>'],
    ] as const
  ).map(([name, content]): JudgeCase => ({
    ...malformed,
    name: `an unsplit ]]> ${name}`,
    reply: cdata(content),
    near: [cdata(content.replaceAll(']]>', ']]]]><![CDATA[>'))],
    repair: cdata(content.replaceAll(']]>', ']]]]><![CDATA[>')),
    says: /has a \]\]>/,
  })),
  {
    ...malformed,
    name: 'an unsplit ]]> and a control character',
    reply: cdata('a]]>b\u0002'),
    near: [],
    repair: cdata('a]]]]><![CDATA[>b'),
  },
  ...TAILS.map(([name, tail, says]): JudgeCase => ({
    ...malformed,
    name: `${name} behind it`,
    reply: TEXT + tail,
    near: [
      `${TEXT}\n`,
      `${TEXT}<!-- 0.01 s -->`,
      cdata(`</xml>${tail.replaceAll('\0', '').replaceAll(']]>', ']]]]><![CDATA[>')}`),
    ],
    repair: TEXT,
    says,
  })),
  {
    ...leading,
    name: 'a status line',
    reply: `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n${TEXT}`,
    near: [],
    repair: TEXT,
    says: /printed HTTP head/,
  },
  {
    ...leading,
    name: 'headers of CGI',
    reply: `Content-Type: text/xml\n\n${TEXT}`,
    near: [],
    repair: TEXT,
    says: /printed HTTP head/,
  },
  {
    ...leading,
    name: 'the length of a chunk',
    reply: `1a4\r\n${TEXT}`,
    near: [],
    repair: TEXT,
    says: /chunk/,
  },
  {
    ...leading,
    name: 'a no-break space',
    reply: `\u00A0${TEXT}`,
    near: [],
    repair: TEXT,
    says: /other than/,
  },
  {
    ...leading,
    name: 'a blank line before the declaration',
    reply: `\n<?xml version="1.0"?>${TEXT}`,
    near: [`<?xml version="1.0"?>\n${TEXT}`],
    repair: `<?xml version="1.0"?>${TEXT}`,
  },
]
