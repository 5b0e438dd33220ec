import fc from 'fast-check'

/**
 * Random XML as text, written by this file alone: no code under test has a hand in it. Every document is well-formed
 * XML 1.0 without DOCTYPE, and full of what breaks converters.
 */

const NAMES = [
  'xml',
  'a',
  'b',
  'item',
  'MsgId',
  'CreateTime',
  'Location_X',
  'Precision',
  'EventKey',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '_text',
  '_',
  'ns:a',
  'xml:b',
  'x-y.z',
  '消息',
  'é',
  '\u{20000}',
  'xmlns',
  'length',
]
const ATTRIBUTE_NAMES = [
  'id',
  'xmlns',
  'xmlns:ns',
  'ns:k',
  '__proto__',
  'constructor',
  'toString',
  '值',
  'xml:space',
]
const WORDS = [
  'x',
  ' ',
  '\n',
  '\t',
  '  ',
  'text',
  '0',
  '6',
  '007',
  '1.50',
  '119.385040',
  '23.134521',
  '-0',
  '1e5',
  '1e21',
  '0x1F',
  '7023456789012345678',
  '1348831860',
  'true',
  '🌹',
  '你好',
  '[Lol]',
  '/:share',
  '\u00a0',
  '\u3000',
  '\ufeff',
  '\u2028',
  '\u0085',
  '\ufffd',
  '"',
  "'",
  '>',
  ']',
  ']]',
  '}',
  '{',
]

const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/) },
)
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((parts) => parts.join(''))
const anything = fc
  .string({ unit: 'binary', maxLength: 6 })
  .map((text) => text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '').replace(/[<&\r]/g, ''))

const textPart = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 1, arbitrary: anything },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '&lt;',
      '&amp;',
      '&amp;lt;',
      '&amp;#65;',
      '&amp;nbsp;',
      '&#65;',
      '&#x1F600;',
      '&#13;',
      '&#10;',
      '&quot;',
      '&apos;',
      '&gt;',
      '\r\n',
      '\r',
      ']]&gt;',
    ),
  },
)
const text = fc
  .array(textPart, { minLength: 1, maxLength: 3 })
  // A `>` at the start, or after nothing but `]`, could follow a text that ends in `]]`.
  .map((parts) =>
    parts
      .join('')
      .replaceAll(']]>', ']] >')
      .replace(/^(\]*)>/, '$1&gt;'),
  )
const section = fc
  .array(
    fc.oneof(
      words,
      anything,
      fc.constantFrom('<', '&', '&amp;', '<!DOCTYPE a>', '<b>', '<![CDATA[', ']]', '--', '\r\n'),
    ),
    { maxLength: 3 },
  )
  .map((parts) => `<![CDATA[${parts.join('').replaceAll(']]>', ']] >')}]]>`)
const cdata = fc.oneof(
  { weight: 6, arbitrary: section },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<![CDATA[]]>',
      '<![CDATA[a]]]]><![CDATA[>b]]>',
      '<![CDATA[]]]]><![CDATA[>]]>',
      '<![CDATA[]]]><![CDATA[]>]]>',
    ),
  },
)
const comment = fc
  .oneof(words, fc.constantFrom('<a>', '&', "it's", 'x]]>', '<![CDATA[', '\r\n'))
  .map((body) => `<!--${body.replaceAll('--', '')}-->`)
const pi = fc.constantFrom(
  '<?t?>',
  "<?t it's?>",
  '<?t a="1" b?>',
  '<?php echo "x>"; ?>',
  '<?t  <b> & ?>',
  '<?__proto__ "?>',
  '<?t a\r\nb?>',
  '<?xml-stylesheet href="a"?>',
)
const misc = fc
  .array(fc.oneof(comment, pi, fc.constantFrom('\n', ' ')), { maxLength: 2 })
  .map((parts) => parts.join(''))

const attributeValue = fc
  .array(
    fc.oneof(words, fc.constantFrom('&#9;', '&#10;', '&#13;', '&lt;', '&amp;amp;', '>', '/', '\t', '\r\n')),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''))
const attributes = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...ATTRIBUTE_NAMES),
      attributeValue,
      fc.constantFrom(' ', '\n', '\t', '  '),
      fc.boolean(),
    ),
    {
      selector: ([key]) => key,
      maxLength: 3,
    },
  )
  .map((list) =>
    list
      .map(([key, value, gap, single]) => {
        const quote = single ? "'" : '"'
        return `${gap}${key}${gap === '  ' ? ' = ' : '='}${quote}${value.replaceAll(quote, single ? '&apos;' : '&quot;')}${quote}`
      })
      .join(''),
  )
const maybeAttributes = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: attributes },
)

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, maybeAttributes, tie('content'), fc.constantFrom('', '', ' ', '\n'))
    .map(([tag, list, content, gap]) =>
      content === '\0' ? `<${tag}${list}${gap}/>` : `<${tag}${list}${gap}>${content}</${tag}${gap}>`,
    ),
  content: fc.oneof(
    { maxDepth: 5, depthSize: 'medium', depthIdentifier: 'xml' },
    fc.constantFrom('', '\0', ' ', '\n'),
    { weight: 3, arbitrary: text },
    { weight: 4, arbitrary: cdata },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('', ' ', '\n '), cdata, fc.constantFrom('', '\n'))
        .map((parts) => parts.join('')),
    },
    {
      weight: 4,
      arbitrary: fc
        .array(tie('element'), { maxLength: 5, size: 'medium', depthIdentifier: 'xml' })
        .map((list) => list.join('\n  ')),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(
          fc.oneof(
            { maxDepth: 5, depthSize: 'medium', depthIdentifier: 'xml' },
            text,
            cdata,
            comment,
            pi,
            tie('element'),
          ),
          {
            maxLength: 5,
            depthIdentifier: 'xml',
          },
        )
        .map((parts) => parts.join('')),
    },
  ),
}))

const declaration = fc.constantFrom(
  '',
  '',
  '',
  '<?xml version="1.0"?>',
  "<?xml version='1.0' encoding='UTF-8'?>\r\n",
  '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
)

/** Any document. */
export const randomXml: fc.Arbitrary<string> = fc
  .tuple(declaration, misc, element, misc)
  .map((parts) => parts.join('').replaceAll('\0', ''))

const FIELDS = [
  'ToUserName',
  'Content',
  'CreateTime',
  'MsgId',
  'MsgID',
  'MsgDataId',
  'Idx',
  'EventKey',
  'Location_X',
  'Scale',
  'Precision',
  'UserCardCode',
  'ArticleCount',
  'AgentID',
  '__proto__',
  'toString',
]
const FIGURES = [
  '0',
  '6',
  '007',
  '-0',
  '-5',
  '1.50',
  '23',
  '23.134521',
  '119.385040',
  '1e5',
  '1e-7',
  '5e-324',
  '1348831860',
  '9007199254740991',
  '9007199254740992',
  '7023456789012345678',
  '018255396048',
  '23e2',
  '+86',
  'NaN',
  'Infinity',
  'xxxx',
  '1.',
  '.5',
  '-',
  '20.0',
]
const leaf = fc.tuple(
  fc.constantFrom(...FIELDS),
  fc.oneof(
    fc
      .constantFrom(...FIGURES)
      .chain((figure) =>
        fc.constantFrom(figure, ` ${figure}\n`, `<![CDATA[${figure}]]>`, `\n<![CDATA[${figure}]]> `),
      ),
    cdata,
    fc.constant(''),
  ),
)
const group = fc.tuple(
  fc.constantFrom('Articles', 'item', 'SendPicsInfo', 'List'),
  fc
    .array(leaf, { maxLength: 3 })
    .map((list) => list.map(([tag, value]) => `<${tag}>${value}</${tag}>`).join('')),
)

/** Documents like WeChat's: flat fields, now and then a group, seldom anything odd. */
export const randomMessage: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 8, arbitrary: leaf }, { weight: 1, arbitrary: group }), { maxLength: 5 }),
    fc.constantFrom('', '\n', '\r\n  '),
  )
  .map(
    ([list, gap]) =>
      `<xml>${list.map(([tag, value]) => `${gap}<${tag}>${value}</${tag}>`).join('')}${gap}</xml>`,
  )
