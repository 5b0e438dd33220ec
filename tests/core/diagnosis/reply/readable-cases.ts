import type { JudgeCase } from './judge-case.ts'
import { createMessage, createReply, TEXT } from './replies.ts'

const cdata = (content: string) => createReply('text', `<Content><![CDATA[${content}]]></Content>`)
const warning = { code: 'reply.unreadable', severity: 'warning', verdict: 'accepted' } as const

/** What is written, what was meant (null if nobody can tell), and a text that is nearly it and fine. */
const CONTENTS: [name: string, content: string, meant: string | null, near: string, says?: RegExp][] = [
  ['decimal references', '&#20320;&#22909;&#65292;hi', '你好，hi', '第 20320 号；&#', /references/],
  ['hexadecimal references', '&#x4f60;&#x597D;', '你好', '0x4f60'],
  ['a reference as a surrogate pair', '&#55357;&#56832;', '😀', '&#55357;'],
  ['a no-break space', '你好&nbsp;世界', '你好\u00A0世界', '写 HTML 时用 &nbsp; 表示空格'],
  ['an escaped ampersand', 'Tom &amp; Jerry', 'Tom & Jerry', 'Tom & Jerry，R&D；'],
  ['accents as references', 'caf&eacute;', 'café', 'AT&T; a&b;'],
  [
    'an escaped link',
    '&lt;a href="http://x"&gt;y&lt;/a&gt;',
    '<a href="http://x">y</a>',
    '<a href="http://x?a=1&amp;b=2">y</a>',
  ],
  ['double escaping', '&amp;lt;3', '<3', '1 &lt', /twice/],
  ['paragraphs', '<p>你好</p><p>世界</p>', '你好\n世界', 'a<b>c', /<p>/],
  ['a bold word', '<b>重要</b>通知', '重要通知', '`<b>x</b>` 是粗体'],
  ['a picture', '看图 <img src="http://x/a.png"/>', null, '看图 <a href="http://x/a.png">这里</a>'],
  ['references and tags', '&lt;p&gt;你好&lt;/p&gt;', '你好', '/::) [微笑] /:rose'],
  ['an object', '[object Object]', null, '[微笑] [Smile]', /JavaScript object/],
  ['an object within a text', '您好，[object Object]', null, '为什么会显示 "[object Object]"？'],
  ['a promise', '[object Promise]', null, '[1] 查询 [2] 退出', /awaited/],
  ['undefined behind a label', '姓名：undefined', null, '值有三种：undefined、null 和 0', /program printed/],
  ['undefined in a greeting', 'undefined，您好', null, 'undefined, null 和 NaN 的区别'],
  ['null in a greeting', '您好，null，欢迎', null, '您好，nullable 先生'],
  [
    'a traceback',
    'Traceback (most recent call last):\n  File "a.py", line 1',
    null,
    '请 trace back 一下',
    /error message/,
  ],
  ['a stack', 'Error: x\n    at reply (/app/a.js:1:2)', null, '时间：周六\n at 9:30', /error message/],
  ['an exception', 'java.lang.NullPointerException: null', null, 'com.example.error', /error message/],
  [
    'a notice of PHP',
    '<br />\n<b>Notice</b>:  Undefined variable: a in <b>/x.php</b> on line <b>3</b>',
    null,
    'Notice: 3 people on line',
    /error message/,
  ],
  ['CDATA in CDATA, split', '<![CDATA[你好]]]]><![CDATA[>', '你好', '<![CDATA[', /CDATA in its CDATA/],
  ['undefined', 'undefined', null, 'undefined 是什么意思？', /empty value/],
  ['null, twice', 'null,null', null, '这个值是 null 吗'],
  ['None', 'None', null, 'None of them'],
  ['NaN', 'NaN', null, 'NaN 元'],
  ['a Python function', '<function hello at 0x7f3b2c>', null, '<3 (>_<)', /Python/],
  ['a coroutine', '<coroutine object reply at 0x7f3b2c>', null, '<-- 看这里', /awaited/],
  ['a .NET task', 'System.Threading.Tasks.Task`1[System.String]', null, 'System 已升级', /\.NET/],
  ['a Java object', 'com.example.wx.TextMessage@1a2b3c', null, 'user.name@abc.com', /Java/],
  ['the toString of an object', 'TextReply(content=你好)', null, '你好(a=b)'],
  ['Python bytes', "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd'", '你好', "b'ball", /bytes/],
  ['a Python literal', "u'\\u4f60\\u597d'", '你好', "u'r welcome"],
  ['a Python dict', "{'a': 1}", null, '{喵}', /dict/],
  ['a Go struct', '&{Name:value}', null, '{微笑}', /Go struct/],
  ['a Go map', 'map[a:b]', null, 'map[a] 和 b', /Go map/],
  ['a missing argument of Go', '你好，%!s(MISSING)', null, '100% sure!'],
  ['a PHP array', 'Array', null, 'Array 的用法'],
  ['a Ruby hash', '{:a=>1}', null, 'a => b', /Ruby/],
  ['a Buffer', '<Buffer e4 bd a0>', '你', '<Buffet>', /Buffer/],
  ['JSON', '{"errcode":0,"errmsg":"ok"}', null, '示例 JSON：{"a":1}', /JSON/],
  ['JSON with one text', '{"content":"你好"}', '你好', '[1]'],
  ['escapes of JSON', '\\u4f60\\u597d，hi', '你好，hi', '\\o/ C:\\users', /escapes/],
  ['a JSON string', '"\\u4f60\\n\\u597d"', '你\n好', '"你好"'],
  ['escaped bytes', '\\xe4\\xbd\\xa0', '你', 'C:\\xampp'],
  ['percent-encoding', '%E4%BD%A0%E5%A5%BD', '你好', 'https://x.cn/s?q=%E4%BD%A0%E5%A5%BD', /percent/],
  ['a form', 'hi+%E4%BD%A0', 'hi 你', '<a href="http://x?q=%E4%BD%A0">y</a>'],
  ['the old escape()', '%u4f60%u597d', '你好', '50%u'],
  ['a placeholder of Mustache', '你好 {{name}}', null, '{{}} {{', /placeholder/],
  [
    'a placeholder of a template message',
    '{{first.DATA}}',
    null,
    '模板消息里写 {{first.DATA}} 就会替换成内容',
  ],
  ['a placeholder that was to be a name', '${name}，你好', null, '用 ${name} 表示变量'],
  ['a format of C', '%s，订单已发货', null, 'C 语言用 %s 输出字符串'],
  ['what GBK makes of lost characters', '你好锟斤拷', null, '锟斤拷是什么意思？', /lost/],
  ['a placeholder of JavaScript', '您好，${user.name}', null, '$100 {a}'],
  ['a placeholder of ThinkPHP', '{$name} 您好', null, '{$} 您好'],
  ['PHP that nobody ran', '<?= $name ?> 您好', null, '<?>'],
  ['a placeholder of C', '%s，你好', null, '50%sale，100%'],
  ['a placeholder of .NET', '{0}，你好', null, '订单 {2024}'],
  ['question marks alone', '???????????', null, '？？', /question marks/],
  ['question marks with ASCII between', '????VIP???', null, 'What??? Why????', /question marks/],
  ['two question marks', '??', null, '真的??'],
  ['replacement characters', '你好\uFFFD\uFFFD', null, '你好□□', /lost/],
  ['replacement characters in GBK', '锟斤拷锟斤拷', null, '锟', /lost/],
  ['memory nobody wrote', '烫烫烫烫烫烫烫', null, '烫烫烫！好烫', /lost/],
  ['UTF-8 read as Latin-1', 'ä½\u00A0å¥½ï¼\u008C', '你好，', 'Ça va ? été «LIBERTÉ» NÃO', /Latin-1/],
  ['UTF-8 read as Windows-1252', 'æ¬¢è¿Žå…³æ³¨', '欢迎关注', 'Łódź — “quoted” ½ × ¼'],
  ['a no-break space that became a blank', 'ä½ å¥½', '你好', 'ä b å'],
  ['a mark read as Latin-1', 'ï»¿你好', '你好', 'naïve'],
  ['French', 'cafÃ© Â«Ã\u00A0 laÂ»', 'café «à la»', 'été « à » “ç”'],
  ['accents read as Latin-1', 'cafÃ©', 'café', 'São'],
  ['a quotation mark read as Latin-1', 'donâ€™t', 'don’t', 'don’t'],
  ['an emoji read as Latin-1', 'ðŸ˜Š 你好', '😊 你好', '😊 你好'],
  [
    'UTF-8 read as Latin-1 twice',
    Buffer.from(Buffer.from('你好').toString('latin1')).toString('latin1'),
    '你好',
    'Ã la carte',
  ],
  ['UTF-8 read as GBK', '浣犲ソ', '你好', '璇玑涓滴，渚人娉水', /GBK/],
  ['UTF-8 of odd length read as GBK', '浣犲ソ鍚\uFFFD', null, '鍏'],
  ['GBK read as Latin-1', 'ÄãºÃ£¬»¶Ó\u00AD¹Ø×¢', '你好，欢迎关注', 'ÄÖÜ äöü ß', /GBK/],
]

const inTitle = (title: string, description: string) =>
  createReply(
    'video',
    `<Video><MediaId>m</MediaId><Title><![CDATA[${title}]]></Title><Description><![CDATA[${description}]]></Description></Video>`,
  )

const INNER = TEXT.replaceAll(']]>', ']]]]><![CDATA[>')

export const READABLE_CASES: JudgeCase[] = [
  ...CONTENTS.map(([name, content, meant, near, says]): JudgeCase => ({
    ...warning,
    name,
    reply: cdata(content),
    near: [cdata(near)],
    repair: meant === null ? null : cdata(meant),
    ...(says && { says }),
  })),
  {
    ...warning,
    name: 'in two texts, both of which are mended',
    reply: inTitle('&#20320;', 'a&nbsp;b'),
    near: [inTitle('你', 'R&D')],
    repair: inTitle('你', 'a\u00A0b'),
  },
  {
    ...warning,
    name: 'in two texts, of which one is lost',
    reply: inTitle('&#20320;', '你\uFFFD'),
    near: [],
    repair: null,
  },
  {
    ...warning,
    name: 'what the user did not write',
    reply: cdata('??'),
    message: { ...createMessage(), xml: '<xml><Content><![CDATA[在吗]]></Content></xml>' },
    near: [],
    repair: null,
  },
  ...(
    [
      ['unsplit', cdata(TEXT)],
      ['split rightly', cdata(INNER)],
      ['as elements', createReply('text', `<Content>${TEXT}</Content>`)],
      [
        'escaped',
        createReply('text', `<Content>${TEXT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</Content>`),
      ],
      ['escaped in CDATA', cdata(TEXT.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))],
    ] as const
  ).map(([name, reply]): JudgeCase => ({
    ...warning,
    name: `a reply within a reply, ${name}`,
    reply,
    near: [cdata('用 <xml> 开头'), cdata('a]]>b')],
    repair: TEXT,
    says: /whole reply/,
  })),
]

/** A text that the user wrote and the backend repeats. */
export const ECHOED = ['??', 'null', '&lt;', '你好 {{name}}', '[object Object]']
