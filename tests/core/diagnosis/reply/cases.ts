import { CODING_CASES } from './coding-cases.ts'
import { HABIT_CASES } from './habit-cases.ts'
import type { JudgeCase } from './judge-case.ts'
import { READABLE_CASES } from './readable-cases.ts'
import { ACCOUNT, createArticles, createMessage, createNews, createReply, TEXT, USER } from './replies.ts'
import { TRANSFER_CASES } from './transfer-cases.ts'
import { XML_CASES } from './xml-cases.ts'

const text = (content: string) => createReply('text', `<Content>${content}</Content>`)
const cdata = (content: string) => text(`<![CDATA[${content}]]>`)
const header = (name: string, value: string): [string, string][] => [[name, value]]
const latin1 = (body: string) => Uint8Array.from(Buffer.from(body, 'latin1'))
const image = (body: string) => createReply('image', body)
const MEDIA = '<MediaId><![CDATA[m1]]></MediaId>'
const SPLIT = '<![CDATA[a]]]]><![CDATA[>b]]>'
const GBK_TEXT = Buffer.concat([
  Buffer.from(TEXT.slice(0, TEXT.indexOf('你'))),
  Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
  Buffer.from(TEXT.slice(TEXT.indexOf('好') + 1)),
])

const error = { severity: 'error', verdict: 'fault' } as const
const retried = { severity: 'error', verdict: 'retried' } as const
const warning = { severity: 'warning', verdict: 'accepted' } as const
const info = { severity: 'info', verdict: 'accepted' } as const

const open = { kind: 'body-open', framing: { by: 'chunks' }, at: 60, length: 0 } as const

const status: JudgeCase[] = [
  {
    code: 'status.not-200',
    name: '201 of NestJS',
    ...retried,
    reply: { status: 201, text: TEXT },
    near: [TEXT],
    repair: null,
  },
  {
    code: 'status.not-200',
    name: '500 with a page',
    ...retried,
    reply: { status: 500, text: '<!DOCTYPE html><html>' },
    near: [],
    repair: null,
  },
  {
    code: 'status.not-200',
    name: '403 that says nothing of CSRF',
    ...retried,
    reply: { status: 403, text: 'Forbidden' },
    near: [],
    repair: null,
  },
  {
    code: 'status.redirect',
    name: 'the slash',
    ...retried,
    reply: { status: 301, headers: header('Location', '/wx/'), url: 'http://a.cn/wx' },
    near: [TEXT, { status: 304 }],
    repair: null,
  },
  ...[302, 307, 308].map((one): JudgeCase => ({
    code: 'status.redirect',
    name: String(one),
    ...retried,
    reply: { status: one, headers: header('location', 'https://a.cn/wx'), url: 'http://a.cn/wx' },
    near: [],
    repair: null,
  })),
  ...[401, 404, 405, 419].map((one): JudgeCase => ({
    code: 'status.refused',
    name: String(one),
    ...retried,
    reply: { status: one, text: '<html>' },
    near: [],
    repair: null,
  })),
  {
    code: 'status.refused',
    name: 'CSRF of Django',
    ...retried,
    reply: { status: 403, text: 'CSRF verification failed.' },
    near: [
      { status: 403, text: 'Forbidden' },
      { status: 200, text: TEXT.replace('你好', 'CSRF') },
    ],
    repair: null,
  },
  {
    code: 'reply.too-late',
    name: 'a little too late',
    ...retried,
    reply: { durationMs: 5000.1, text: TEXT },
    near: [
      { durationMs: 5000, text: TEXT },
      { durationMs: 3001, text: 'success' },
    ],
    repair: null,
  },
  {
    code: 'reply.too-late',
    name: 'never ended',
    ...retried,
    reply: { broken: { fault: open }, durationMs: 4000, text: '<xml><ToUse' },
    near: [{ durationMs: 4000, text: TEXT }],
    repair: null,
  },
]

const shape: JudgeCase[] = [
  ...[
    ['a JSON object', '{"ToUserName":"a"}', null],
    ['a JSON array', '[1]', null],
    ['an HTML page', '<!DOCTYPE html>\n<html><body>Error</body></html>', null],
    ['an HTML page without a doctype', '<html><body><xml>x</xml></body></html>', null],
    ['quotes', '"success"', 'success'],
    ['single quotes', "'success'", 'success'],
    ['capitals', 'SUCCESS', 'success'],
    ['ok', 'ok', 'success'],
    ['a line break', 'success\n', 'success'],
    ['a BOM', '\uFEFFsuccess', 'success'],
    ['blanks', ' \n', 'success'],
    ['a number', '200', null],
    ['some text', 'Hello World!', null],
    ['a notice alone', '<br />\n<b>Fatal error</b>: x', null],
    ['XML in a JSON string', JSON.stringify(TEXT), TEXT],
  ].map(([name = '', reply = '', repair = null]): JudgeCase => ({
    code: 'reply.not-xml',
    name: String(name),
    ...error,
    reply: String(reply),
    near: ['success', '', TEXT],
    repair,
  })),
  ...(
    [
      ['two BOMs', '\uFEFF\uFEFF', /6 bytes .* 2 byte order marks$/],
      ['a BOM after nothing but a BOM and a line break', '\uFEFF\n', /a byte order mark and blanks$/],
      ['a zero-width space', '\u200B', /characters of no width/],
    ] as const
  ).map(([name, lead, says]): JudgeCase => ({
    code: 'reply.leading-bytes',
    name,
    ...error,
    reply: lead + TEXT,
    near: [TEXT],
    repair: TEXT,
    says,
  })),
  {
    code: 'reply.structure',
    name: 'an address as MediaId',
    severity: 'warning',
    verdict: 'accepted',
    reply: image('<Image><MediaId><![CDATA[https://a.example/b.png]]></MediaId></Image>'),
    near: [
      image('<Image><MediaId>https_b1-Xk</MediaId></Image>'),
      createReply(
        'music',
        '<Music><MusicUrl>http://a/b.mp3</MusicUrl><ThumbMediaId>t</ThumbMediaId></Music>',
      ),
    ],
    repair: null,
    says: /an address and no id/,
  },
  ...[
    ['a BOM', '\uFEFF'],
    ['a PHP notice as text', '\nNotice: Undefined index: x in /a.php on line 3\n'],
    ['a PHP notice as HTML', '<br />\n<b>Warning</b>:  x in <b>/a.php</b> on line <b>3</b><br />\n'],
    ['a BOM and a blank line', '\uFEFF\n'],
  ].map(([name = '', lead = '']): JudgeCase => ({
    code: 'reply.leading-bytes',
    name,
    ...error,
    reply: lead + TEXT,
    near: [TEXT, `<?xml version="1.0"?>\n${TEXT}`, `<!-- x -->${TEXT}`, `${TEXT}\n`],
    repair: TEXT,
  })),
  ...(
    [
      ['a bare &', text('A&B'), text('A&amp;B'), text('A&amp;B')],
      ['an unknown entity', text('a&nbsp;b'), text('a&amp;nbsp;b'), text('&#160;')],
      ['a bare <', text('1 < 2'), text('1 &lt; 2'), text('1 &lt; 2')],
      ['an unsplit ]]>', cdata('a]]>b'), cdata('a]]]]><![CDATA[>b'), cdata('a]]]]><![CDATA[>b')],
      ['a control character', cdata('a\u0002b'), cdata('ab'), cdata('a\tb')],
      ['a control reference', text('a&#2;b'), text('ab'), text('a&#9;b')],
      ['half a surrogate pair', text('a&#xD83D;b'), text('ab'), text('a&#x1F600;b')],
      ['a surrogate pair', text('&#55357;&#56832;'), text('😀'), text('&#128512;')],
      ['escaped CDATA', text('&lt;![CDATA[a&amp;b]]&gt;'), cdata('a&b'), cdata('&lt;![CDATA[a]]&gt;')],
      ['text behind it', `${TEXT}success`, TEXT, `${TEXT}\n`],
      ['an element left open', TEXT.replace('</Content>', ''), null, TEXT],
      ['two documents', TEXT + TEXT, TEXT, TEXT],
      [
        'a & beside one in CDATA',
        createReply('text', '<Content><![CDATA[a&b]]></Content><Extra>A&B</Extra>'),
        createReply('text', '<Content><![CDATA[a&b]]></Content><Extra>A&amp;B</Extra>'),
        cdata('a&b'),
      ],
      [
        'an unsplit ]]> beside a split one',
        createReply(
          'video',
          `<Video>${MEDIA}<Title>${SPLIT}</Title><Description><![CDATA[a]]>b]]></Description></Video>`,
        ),
        createReply(
          'video',
          `<Video>${MEDIA}<Title>${SPLIT}</Title><Description>${SPLIT}</Description></Video>`,
        ),
        createReply('video', `<Video>${MEDIA}<Title>${SPLIT}</Title></Video>`),
      ],
      ['both & and a control character', text('&\u0001'), text('&amp;'), TEXT],
    ] as [string, string, string | null, string][]
  ).map(([name, reply, repair, near]): JudgeCase => ({
    code: 'reply.malformed',
    name,
    ...error,
    reply,
    near: [near],
    repair,
  })),
  {
    code: 'reply.malformed',
    name: 'not hidden by a BOM',
    ...error,
    reply: `\uFEFF${text('A&B')}`,
    near: [],
    repair: `\uFEFF${text('A&amp;B')}`,
  },
]

const framing: JudgeCase[] = [
  {
    code: 'reply.length-mismatch',
    name: 'characters counted',
    ...error,
    reply: { text: TEXT, headers: header('Content-Length', String(TEXT.length)) },
    near: [
      { text: TEXT, headers: header('content-length', String(Buffer.byteLength(TEXT))) },
      { text: TEXT, headers: [...header('Content-Length', '3'), ...header('Transfer-Encoding', 'chunked')] },
    ],
    repair: null,
  },
  {
    code: 'reply.length-mismatch',
    name: 'GBK, declared',
    ...error,
    reply: { body: GBK_TEXT, headers: header('Content-Type', 'text/xml; charset=gbk') },
    near: [{ text: TEXT, headers: header('Content-Type', 'text/plain; charset=utf-8') }],
    repair: TEXT,
  },
  {
    code: 'reply.length-mismatch',
    name: 'GBK, not declared',
    ...error,
    reply: GBK_TEXT,
    near: [TEXT],
    repair: TEXT,
  },
  {
    code: 'reply.length-mismatch',
    name: 'a character cut in half',
    ...error,
    reply: new TextEncoder()
      .encode(TEXT)
      .subarray(0, Buffer.byteLength(TEXT.slice(0, TEXT.indexOf('你'))) + 2),
    near: [],
    repair: null,
  },
  {
    code: 'reply.length-mismatch',
    name: 'declared as something else',
    ...error,
    reply: { text: TEXT, headers: header('Content-Type', 'text/xml;charset=ISO-8859-1') },
    near: [
      { text: cdata('hello'), headers: header('Content-Type', 'text/xml;charset=ISO-8859-1') },
      { text: 'success', headers: header('Content-Type', 'text/html;charset=ISO-8859-1') },
    ],
    repair: null,
  },
  {
    code: 'reply.length-mismatch',
    name: 'Chinese turned into question marks',
    ...warning,
    reply: { text: cdata('??'), headers: header('Content-Type', 'text/xml;charset=ISO-8859-1') },
    near: [{ text: cdata('??'), headers: header('Content-Type', 'text/xml;charset=UTF-8') }],
    repair: null,
  },
  {
    code: 'reply.length-mismatch',
    name: 'the declaration of .NET’s StringWriter',
    ...error,
    reply: `<?xml version="1.0" encoding="utf-16"?>${TEXT}`,
    near: [
      `<?xml version="1.0" encoding="UTF-8"?>${TEXT}`,
      `<?xml version="1.0" encoding="GBK"?>${cdata('a')}`,
    ],
    repair: `<?xml version="1.0" encoding="utf-8"?>${TEXT}`,
  },
  {
    code: 'reply.length-mismatch',
    name: 'gzip without a header',
    ...error,
    reply: latin1('\x1f\x8b\x08\x00'),
    near: [TEXT],
    repair: null,
  },
  {
    code: 'reply.length-mismatch',
    name: 'gzip with a header',
    ...warning,
    reply: { body: latin1('\x1f\x8b\x08\x00'), headers: header('Content-Encoding', 'gzip') },
    near: [{ text: TEXT, headers: header('Content-Encoding', 'identity') }],
    repair: null,
  },
]

const head: JudgeCase[] = [
  {
    code: 'reply.not-swapped',
    name: 'both as received',
    ...error,
    reply: createReply('text', '<Content>a</Content>', { ToUserName: ACCOUNT, FromUserName: USER }),
    near: [TEXT],
    repair: createReply('text', '<Content>a</Content>'),
  },
  {
    code: 'reply.wrong-sender',
    name: 'an AppID',
    ...error,
    reply: createReply('text', '<Content>a</Content>', { FromUserName: 'wx0123456789abcdef' }),
    near: [TEXT],
    repair: createReply('text', '<Content>a</Content>'),
  },
  {
    code: 'reply.wrong-sender',
    name: 'no receiver',
    ...error,
    reply: createReply('text', '<Content>a</Content>', { ToUserName: '<![CDATA[]]>' }),
    near: [createReply('text', '<Content>a</Content>', { ToUserName: `\n<![CDATA[${USER}]]> ` })],
    repair: createReply('text', '<Content>a</Content>'),
  },
  {
    code: 'reply.wrong-sender',
    name: 'another user',
    ...warning,
    reply: createReply('text', '<Content>a</Content>', { ToUserName: 'oOther' }),
    near: [TEXT],
    repair: createReply('text', '<Content>a</Content>'),
  },
  {
    code: 'reply.unknown-type',
    name: 'the event itself',
    ...error,
    reply: createReply('event', '<Event>CLICK</Event>'),
    near: [TEXT],
    repair: null,
  },
  {
    code: 'reply.unknown-type',
    name: 'a capital',
    ...error,
    reply: createReply('Text', '<Content>a</Content>'),
    near: [TEXT],
    repair: createReply('text', '<Content>a</Content>'),
  },
  {
    code: 'reply.unknown-type',
    name: 'a type of another API',
    ...error,
    reply: createReply('mpnews', ''),
    near: [createReply('transfer_biz_ai_ivr', ''), createReply('transfer_customer_service', '')],
    repair: null,
  },
  {
    code: 'reply.blank-in-cdata',
    name: 'before the receiver',
    ...warning,
    reply: createReply('text', '<Content>a</Content>', { ToUserName: `<![CDATA[ ${USER}]]>` }),
    near: [
      createReply('text', '<Content>a</Content>', { ToUserName: ` <![CDATA[${USER}]]>\n` }),
      cdata(' a '),
    ],
    repair: createReply('text', '<Content>a</Content>'),
  },
  ...(
    [
      ['milliseconds', '1700000001000', '1700000001'],
      ['quotes', '"1700000001"', '1700000001'],
      ['a fraction', '1700000001.25', '1700000001'],
      ['seconds of .NET', '63497820384', null],
      ['a date', '2024-01-01', null],
      ['nothing', '', null],
    ] as [string, string, string | null][]
  ).map(([name, CreateTime, repair]): JudgeCase => ({
    code: 'reply.create-time',
    name,
    ...info,
    reply: createReply('text', '<Content>a</Content>', { CreateTime }),
    near: [createReply('text', '<Content>a</Content>', { CreateTime: '<![CDATA[1700000001]]>' })],
    repair: repair === null ? null : createReply('text', '<Content>a</Content>', { CreateTime: repair }),
  })),
]

const structure: JudgeCase[] = (
  [
    ['MediaId outside Image', image(MEDIA), image(`<Image>${MEDIA}</Image>`)],
    ['MediaId beside Image', image(`${MEDIA}<Image></Image>`), null],
    [
      'MediaId misspelt',
      image('<Image><mediaid>m</mediaid></Image>'),
      image('<Image><MediaId>m</MediaId></Image>'),
    ],
    ['MediaId empty', image('<Image><MediaId/></Image>'), null],
    ['Image missing', image(''), null],
    [
      'Content misspelt',
      createReply('text', '<content>a</content>'),
      createReply('text', '<Content>a</Content>'),
    ],
    ['Content missing', createReply('text', ''), null],
    ['ThumbMediaId empty', createReply('music', '<Music><ThumbMediaId/></Music>'), null],
    ['items without Articles', createNews(1).replace(/<\/?Articles>/g, ''), createNews(1)],
    ['Articles without item', createNews(1).replace(/<\/?item>/g, ''), createNews(1)],
    ['Articles empty', createReply('news', `<ArticleCount>0</ArticleCount>${createArticles(0)}`), null],
    ['no ArticleCount', createReply('news', createArticles(1)), null],
    ['a doubled root', `<xml>\n${TEXT}</xml>`, TEXT],
    ['another root', TEXT.replace(/xml>/g, 'root>'), null],
    ['a root in capitals', TEXT.replace(/xml>/g, 'XML>'), TEXT],
    ['no head', '<xml><Content>a</Content></xml>', null],
  ] as [string, string, string | null][]
).map(([name, reply, repair]): JudgeCase => ({
  code: 'reply.structure',
  name,
  ...error,
  reply,
  near: [
    TEXT,
    image(`<Image>${MEDIA}</Image>`),
    createNews(1),
    createReply('music', '<Music><ThumbMediaId>t</ThumbMediaId></Music>'),
    createReply('transfer_customer_service', '<TransInfo><KfAccount>a@b</KfAccount></TransInfo>'),
    createReply('text', '<Content>a</Content><FuncFlag>0</FuncFlag>'),
    TEXT.replace('<xml>', '<xml><xml></xml>'),
  ],
  repair,
}))

const article: JudgeCase = {
  code: 'reply.structure',
  name: 'an article without a picture',
  ...warning,
  reply: createNews(1).replace('<PicUrl>http://p</PicUrl>', ''),
  near: [createNews(1)],
  repair: null,
}

const BARE_ARTICLE = '<item><Title></Title><Description></Description><PicUrl></PicUrl><Url></Url></item>'
const newsOf = (...items: string[]) =>
  createReply('news', `<ArticleCount>${items.length}</ArticleCount><Articles>${items.join('')}</Articles>`)
const FULL_ARTICLE = createArticles(1).replace(/<\/?Articles>/g, '')

const emptyArticles: JudgeCase[] = [
  {
    code: 'reply.empty-article',
    name: 'an article of four empty fields',
    ...warning,
    reply: newsOf(BARE_ARTICLE),
    near: [
      newsOf(BARE_ARTICLE.replace('<Title>', '<Title>t')),
      newsOf(BARE_ARTICLE.replace('<Url>', '<Url>http://u')),
    ],
    repair: null,
    says: /Article 1 /,
  },
  {
    code: 'reply.empty-article',
    name: 'the second of two, in answer to an event',
    ...warning,
    reply: newsOf(FULL_ARTICLE, BARE_ARTICLE),
    message: createMessage('event', 'CLICK'),
    near: [newsOf(FULL_ARTICLE, FULL_ARTICLE)],
    repair: null,
    says: /Article 2 /,
  },
]

const cover: JudgeCase = {
  code: 'reply.structure',
  name: 'music without a cover',
  ...warning,
  reply: createReply('music', '<Music><Title>t</Title></Music>'),
  near: [createReply('music', '<Music><ThumbMediaId>t</ThumbMediaId></Music>')],
  repair: null,
}

const blanks: JudgeCase[] = ['\r\n', '\n    ', '\t'].map((lead) => ({
  code: 'reply.leading-bytes',
  name: `${JSON.stringify(lead)} alone, as WeRoBot writes it`,
  ...warning,
  reply: lead + TEXT,
  near: [TEXT],
  repair: TEXT,
}))

const content: JudgeCase[] = [
  {
    code: 'reply.article-count',
    name: 'two for one',
    ...warning,
    reply: createNews(1, '2'),
    near: [createNews(1), createNews(1, ' 1\n')],
    repair: createNews(1),
  },
  {
    code: 'reply.article-limit',
    name: 'two to a text',
    severity: 'error',
    verdict: 'accepted',
    reply: createNews(2),
    near: [createNews(1)],
    repair: createNews(1),
  },
  {
    code: 'reply.article-limit',
    name: 'nine to an event',
    severity: 'error',
    verdict: 'accepted',
    message: createMessage('event', 'CLICK'),
    reply: createNews(9),
    near: [createNews(8)],
    repair: createNews(8),
  },
  ...['<![CDATA[]]>', '', '<![CDATA[ \n]]>'].map((value): JudgeCase => ({
    code: 'reply.empty-content',
    name: JSON.stringify(value),
    severity: 'error',
    verdict: 'fault',
    reply: text(value),
    near: [cdata('0'), image(`<Image>${MEDIA}</Image>`)],
    repair: 'success',
  })),
  {
    code: 'reply.text-length',
    name: 'bytes',
    ...error,
    reply: cdata('你'.repeat(683)),
    near: [cdata('x'.repeat(600))],
    repair: null,
  },
  {
    code: 'reply.text-length',
    name: 'characters',
    ...info,
    reply: cdata('你'.repeat(601)),
    near: [cdata('你'.repeat(600)), cdata('😀'.repeat(400))],
    repair: null,
  },
  {
    code: 'reply.literal-escape',
    name: 'a backslash and an n',
    ...warning,
    reply: cdata('你好\\n再见\\r\\nbye'),
    near: [cdata('你好\n再见'), cdata('C:\\new\\nothing'), cdata('\\\\server\\new')],
    repair: cdata('你好\n再见\nbye'),
  },
  {
    code: 'reply.literal-escape',
    name: 'br',
    ...warning,
    reply: cdata('a<br>b<br />c'),
    near: [cdata('a<b>'), cdata('<a href="http://x">x</a>')],
    repair: cdata('a\nb\nc'),
  },
  {
    code: 'reply.no-cdata',
    name: 'a link as elements',
    ...warning,
    reply: text('<a href="http://x">y</a>'),
    near: [cdata('<a href="http://x">y</a>'), text('plain'), text('http://x?a=1&amp;b=2'), text('1 &lt; 2')],
    repair: cdata('<a href="http://x">y</a>'),
  },
  {
    code: 'reply.no-cdata',
    name: 'a link, escaped',
    ...warning,
    reply: text('&lt;a href="http://x"&gt;y&lt;/a&gt;'),
    near: [],
    repair: cdata('<a href="http://x">y</a>'),
  },
  ...['unsubscribe', 'LOCATION', 'VIEW'].map((event): JudgeCase => ({
    code: 'reply.no-effect',
    name: event,
    ...info,
    message: createMessage('event', event),
    reply: TEXT,
    near: ['success', ''],
    repair: null,
  })),
  {
    code: 'reply.no-effect',
    name: 'handing over an event',
    ...info,
    message: createMessage('event', 'CLICK'),
    reply: createReply('transfer_customer_service', ''),
    near: [TEXT],
    repair: null,
  },
  ...['SCAN', 'subscribe'].map((event): JudgeCase => ({
    code: 'reply.yours-is-fine',
    name: event,
    ...info,
    message: createMessage('event', event),
    reply: TEXT,
    near: ['success', cdata(''), { text: TEXT, durationMs: 6000 }, createNews(9)],
    repair: null,
  })),
]

/** Every code of "Is the reply valid?", with its near misses. */
export const CASES: readonly JudgeCase[] = [
  ...status,
  ...shape,
  ...framing,
  ...head,
  ...structure,
  article,
  ...emptyArticles,
  cover,
  ...blanks,
  ...content,
  ...READABLE_CASES,
  ...CODING_CASES,
  ...HABIT_CASES,
  ...XML_CASES,
  ...TRANSFER_CASES,
]
