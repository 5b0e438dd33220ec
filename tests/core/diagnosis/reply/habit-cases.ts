import type { JudgeCase } from './judge-case.ts'
import { TEXT } from './replies.ts'

const error = { code: 'reply.not-xml', severity: 'error', verdict: 'fault' } as const

const bytes = [...Buffer.from(TEXT)]
const escaped = TEXT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Bodies that are no XML, the words for them, and the reply in them if there is one. */
const BODIES: [name: string, body: string, says: RegExp, repair: string | null][] = [
  ['a Go struct', '{ToUserName:o1 Content:你好}', /Go struct/, null],
  ['a pointer to a Go struct', '&{XMLName:{Space: Local:xml} ToUserName:o1}', /Go struct/, null],
  ['the values of a Go struct', '{gh_1 o1 1700000001 text 你好}', /like a Go struct/, null],
  ['a Go map', 'map[ToUserName:o1]', /Go map/, null],
  ['Python bytes', `b'${TEXT.replace('你好', '\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd')}'`, /Python bytes/, TEXT],
  ['a Python dict', "{'ToUserName': 'o1'}", /Python dict/, null],
  ['None', 'None', /empty value.*None/, null],
  ['True', 'True', /boolean True/, null],
  ['true', 'true', /boolean true/, null],
  ['a coroutine', '<coroutine object reply at 0x7f3b2c>', /awaited/, null],
  ['a Ruby hash', '{:ToUserName=>"o1"}', /Ruby/, null],
  ['a PHP array', 'Array', /PHP array/, null],
  ['print_r', 'Array\n(\n    [ToUserName] => o1\n)\n', /PHP array/, null],
  ['var_dump', 'string(7) "success"', /var_dump/, 'success'],
  ['serialize', 'a:1:{s:1:"a";s:1:"b";}', /serialize/, null],
  ['toString of Java', 'TextMessage{toUser=o1, content=你好}', /toString/, null],
  ['the default of Java', 'com.example.wx.TextMessage@1a2b3c', /Java object/, null],
  ['a Java map', '{ToUserName=o1, Content=你好}', /Java map/, null],
  ['a .NET task', 'System.Threading.Tasks.Task`1[System.String]', /\.NET/, null],
  ['a JavaScript object', '[object Object]', /JavaScript object/, null],
  ['a promise', '[object Promise]', /awaited/, null],
  ['util.inspect', "{ ToUserName: 'o1' }", /JavaScript/, null],
  ['undefined', 'undefined', /empty value/, null],
  ['bytes as JSON', JSON.stringify(bytes), /array of bytes/, TEXT],
  [
    'bytes of Java, with signs',
    `[${bytes.map((one) => (one << 24) >> 24).join(', ')}]`,
    /array of bytes/,
    TEXT,
  ],
  ['a Buffer as JSON', JSON.stringify(Buffer.from(TEXT)), /Buffer/, TEXT],
  ['JSON around the XML', JSON.stringify({ code: 0, data: TEXT }), /JSON object/, TEXT],
  ['JSON cut off', '{"ToUserName":"o1', /cannot be parsed/, null],
  ['brackets that are no JSON', '[INFO] done', /plain text/, null],
  ['a status line', 'HTTP/1.1 200 OK', /status line/, null],
  [
    'a status line before success',
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nsuccess',
    /status line/,
    'success',
  ],
  ['headers of CGI', 'Content-type: text/html\n\nsuccess', /headers/, 'success'],
  ['Base64', Buffer.from(TEXT).toString('base64'), /Base64/, TEXT],
  ['success in Base64', 'c3VjY2Vzcw==', /Base64/, 'success'],
  [
    'ciphertext alone',
    Buffer.from(bytes.slice(0, 96).map((one, i) => one ^ (31 * i))).toString('base64'),
    /ciphertext/,
    null,
  ],
  ['escaped XML', escaped, /escaped for HTML/, TEXT],
  ['percent-encoded XML', encodeURIComponent(TEXT), /percent-encoded/, TEXT],
  ['quotes of a word processor', '“success”', /quotes/, 'success'],
  ['success and a panel', 'success<div id="think_page_trace">1</div>', /follows success/, 'success'],
  ['success twice', 'successsuccess', /follows success/, 'success'],
  [
    'a notice before success',
    'Notice: Undefined index: a in /x.php on line 3\nsuccess',
    /before success/,
    'success',
  ],
  ['a sentence with success', 'success is not final', /plain text/, null],
  [
    'a fatal error of PHP',
    '<br />\n<b>Fatal error</b>:  Uncaught Error: x in /a.php:3\n',
    /PHP: “Fatal error: Uncaught/,
    null,
  ],
]

export const HABIT_CASES: JudgeCase[] = [
  ...BODIES.map(([name, reply, says, repair]): JudgeCase => ({
    ...error,
    name,
    reply,
    near: ['success', TEXT],
    repair,
    says,
  })),
  ...(
    [
      [
        'a string of ASP.NET',
        `<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">${escaped}</string>`,
        /<string>/,
        TEXT,
      ],
      ['success in a root', '<xml>success</xml>', /<xml>/, 'success'],
      [
        'a response for WeChat Pay',
        '<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>',
        /WeChat Pay/,
        'success',
      ],
    ] as [string, string, RegExp, string][]
  ).map(([name, reply, says, repair]): JudgeCase => ({
    ...error,
    code: 'reply.structure',
    name,
    reply,
    near: [TEXT],
    repair,
    says,
  })),
]
