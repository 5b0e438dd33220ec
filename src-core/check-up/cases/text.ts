import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { EMPTY, PARSER, createRow, says, saysRaw } from './text-rows.ts'
import { TEXT_STRUCTURE } from './text-structure.ts'

const CONTENTS: Omit<CaseRow, 'group'>[] = [
  createRow(
    {
      id: 'emoji',
      title: { zh: '表情符号', en: 'Emoji' },
      sent: { zh: '含 😀、👨‍👩‍👧 和 /::) 的文本', en: 'a text with 😀, 👨‍👩‍👧 and /::)' },
      why: {
        zh: '表情占四个字节：MySQL 的 utf8 存不下，按字符数写 Content-Length 会截断。',
        en: 'Emoji take four bytes: MySQL’s utf8 cannot hold them, and a Content-Length in characters cuts the reply.',
      },
      fix: {
        zh: '数据库用 utf8mb4；Content-Length 按字节算。',
        en: 'Use utf8mb4 in the database; count bytes for Content-Length.',
      },
    },
    says('你好😀👨‍👩‍👧 /::)'),
  ),
  createRow(
    {
      id: 'markup',
      title: { zh: '标签和 &', en: 'Tags and &' },
      sent: { zh: '含 <a href="…">、&、< 和 </xml> 的文本', en: 'a text with <a href="…">, &, < and </xml>' },
      why: {
        zh: '拼进回复而没有转义，XML 就不合法，用户看到故障提示。',
        en: 'Put into a reply as it is, it makes the XML malformed, and the user sees the fault prompt.',
      },
    },
    says('<a href="https://example.com/?a=1&b=2">1 < 2 & 3 > 2</a></xml>'),
  ),
  createRow(
    {
      id: 'cdata-end',
      level: 'advice',
      title: { zh: '含 ]]> 的文本', en: 'A text with ]]>' },
      sent: { zh: '用户发来 a]]>b', en: 'a user writes a]]>b' },
      why: {
        zh: '写进 CDATA 而不拆开，后面的内容就成了标签：用户能改写你的回复。',
        en: 'Inside CDATA, unsplit, what follows becomes markup: a user rewrites your reply.',
      },
    },
    says('a]]>b<Content>c</Content>'),
  ),
  createRow(
    {
      id: 'entities',
      title: { zh: '实体的写法', en: 'Written entities' },
      sent: { zh: '含 &amp;、&lt;、&#65; 字样的文本', en: 'a text with the words &amp;, &lt; and &#65;' },
      why: {
        zh: '解码两次的代码会把它变成标签。',
        en: 'Code that decodes twice makes markup of it.',
      },
    },
    says('&amp; &lt;b&gt; &#65; &nbsp;'),
  ),
  createRow(
    {
      id: 'quotes',
      title: { zh: '引号、反斜杠和占位符', en: 'Quotes, backslashes and placeholders' },
      sent: {
        zh: `含 ' " \\ %s \${x} {{x}} 的文本`,
        en: `a text with ' " \\ %s \${x} {{x}}`,
      },
      why: {
        zh: '拼 SQL、模板或格式串的代码在这里出错。',
        en: 'Code that builds SQL, templates or format strings by hand fails here.',
      },
      fix: {
        zh: '用参数化查询；用户的文字不要当作模板或格式串。',
        en: 'Use queries with parameters; never use a user’s text as a template or a format.',
      },
    },
    says(`O'Neil "1" \\n \\u0041 %s %d \${x} {{x}} -- ;`),
  ),
  createRow(
    {
      id: 'control-character',
      title: { zh: '控制字符', en: 'Control characters' },
      sent: { zh: '文本里有 U+001D 和 U+0002', en: 'a text with U+001D and U+0002 in it' },
      why: {
        zh: '真实的推送里有过；严格的 XML 解析器会拒绝整条消息，用户看到故障提示。',
        en: 'Real pushes have had them; a strict XML parser refuses the whole message, and the user sees the fault prompt.',
      },
      fix: {
        zh: '解析之前去掉 XML 1.0 不允许的控制字符，或用宽松的解析器。',
        en: 'Take the control characters out that XML 1.0 does not allow before parsing, or parse leniently.',
      },
    },
    saysRaw('\u001D'),
    saysRaw('\u0002'),
  ),
  createRow(
    {
      id: 'long',
      level: 'advice',
      title: { zh: '2048 字节的文本', en: 'A text of 2,048 bytes' },
      sent: { zh: '682 个汉字加 2 个字母', en: '682 汉字 and two letters' },
      why: {
        zh: '原样回复会超过 2047 字节的上限；数据库的字段也可能太短。',
        en: 'Sent back as it is, it is above the limit of 2,047 bytes; a column of the database may be too short, too.',
      },
      fix: {
        zh: '回复超过 2047 字节就截断（按字节，不要切开一个字）。',
        en: 'Cut replies at 2,047 bytes, and at no half of a character.',
      },
    },
    says(`${'长'.repeat(682)}ab`),
  ),
  createRow(
    {
      id: 'right-to-left',
      title: { zh: '从右到左的文字', en: 'Right-to-left text' },
      sent: { zh: '阿拉伯文，含方向控制符 U+202E', en: 'Arabic with the mark U+202E' },
      why: {
        zh: '不可见的字符也是合法的内容，过滤得太狠会丢掉消息。',
        en: 'Invisible characters are legal, and a filter that is too strict loses the message.',
      },
    },
    says('مرحبا \u202Eabc\u202C ‏שלום'),
  ),
  createRow(
    {
      id: 'line-breaks',
      title: { zh: '多行的文本', en: 'A text of several lines' },
      sent: { zh: '有换行、空行和缩进的文本', en: 'a text with line breaks, an empty line and blanks' },
      why: {
        zh: '不认换行的正则只取到第一行，或者什么也取不到。',
        en: 'Regular expressions that stop at line breaks find the first line only, or nothing.',
      },
      fix: PARSER,
    },
    says('第一行\n第二行\n\n  第三行  '),
  ),
  createRow(
    {
      id: 'blank',
      level: 'advice',
      title: { zh: '只有空格的文本', en: 'A text of blanks alone' },
      sent: { zh: '内容是三个空格', en: 'three blanks as content' },
      why: {
        zh: '去掉空白之后内容是空的；原样回复，就是一条空的回复，用户看到故障提示。',
        en: 'Trimmed, it is empty; sent back as it is, it makes a blank reply, and the user sees the fault prompt.',
      },
      fix: EMPTY,
    },
    says('   '),
  ),
  createRow(
    {
      id: 'digits',
      title: { zh: '像数字的文本', en: 'Texts that look like numbers' },
      sent: {
        zh: '依次发 018255396048、9007199254740993、1e5、true',
        en: '018255396048, 9007199254740993, 1e5 and true, one after another',
      },
      why: {
        zh: '解析器自动转换类型时，开头的 0 和尾数会丢，.trim() 之类的调用会出错。',
        en: 'Where a parser guesses types, zeros and digits are lost, and calls such as .trim() fail.',
      },
      fix: {
        zh: '关掉解析器的类型猜测（fast-xml-parser：parseTagValue: false）。',
        en: 'Turn the guessing of types off (fast-xml-parser: parseTagValue: false).',
      },
    },
    says('018255396048'),
    says('9007199254740993'),
    says('1e5'),
    says('true'),
  ),
]

export const TEXT_CHECKS: CaseRow[] = createGroup('text', [...CONTENTS, ...TEXT_STRUCTURE])
