import fc from 'fast-check'

/**
 * Random JSON text for the simple view: text that a developer might type, with keys and numbers that break converters.
 */

const KEYS = [
  'ToUserName',
  'CreateTime',
  'MsgId',
  'MsgDataId',
  'Idx',
  'Location_X',
  'Precision',
  'Scale',
  'item',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '消息',
  'a-b',
  'ns:c',
  '_',
]
const STRINGS = [
  '',
  ' ',
  'text',
  '6',
  '007',
  '-5',
  '23',
  '23.134521',
  '119.385040',
  '1e5',
  'true',
  ']]>',
  'a]]>b',
  ']]]]>>',
  '<b>&amp;',
  '&lt;',
  '\r',
  'a\r\nb',
  '\n',
  '\t',
  '🌹',
  '"',
  '\\',
  '7023456789012345678',
  '\u2028',
  'null',
]
const TOKENS = [
  '0',
  '-0',
  '6',
  '1.0',
  '1.50',
  '1e5',
  '1E+2',
  '1e-7',
  '23.134521',
  '1395658920',
  '9007199254740993',
  '7023456789012345678',
  '-5',
]

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...STRINGS).map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: fc.constantFrom(...TOKENS) },
  { weight: 1, arbitrary: fc.constantFrom('true', 'false') },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'grapheme', maxLength: 6 })
      .map((text) => JSON.stringify(text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, ''))),
  },
)
const attributes = fc.uniqueArray(
  fc.tuple(fc.constantFrom('"@id"', '"@__proto__"', '"@xmlns"', '"@xml:lang"'), scalar),
  { selector: ([key]) => key, maxLength: 2 },
)

type Entry = readonly [key: string, value: string]
function createObject(entries: readonly Entry[]): string {
  return `{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`
}

const { value } = fc.letrec<{ value: string; fields: Entry[]; single: string }>((tie) => ({
  fields: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...KEYS).map((key) => JSON.stringify(key)),
      tie('value'),
    ),
    { selector: ([key]) => key, maxLength: 4, depthIdentifier: 'json' },
  ),
  single: fc.oneof(
    { depthIdentifier: 'json', maxDepth: 4 },
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constantFrom('null', '{}') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(attributes, scalar)
        .map(([list, text]) => createObject([...list, ['"#text"', text]])),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.oneof({ weight: 3, arbitrary: fc.constant([] as Entry[]) }, attributes), tie('fields'))
        .map(([list, fields]) => createObject([...list, ...fields])),
    },
  ),
  value: fc.oneof(
    { depthIdentifier: 'json', maxDepth: 4 },
    { weight: 5, arbitrary: tie('single') },
    {
      weight: 1,
      arbitrary: fc
        .array(tie('single'), { maxLength: 3, depthIdentifier: 'json' })
        .map((items) => `[${items.join(', ')}]`),
    },
  ),
}))

export const randomSimpleJson: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('xml', '__proto__', 'root'),
    value.filter((text) => !text.startsWith('[')),
  )
  .map(([root, text]) => createObject([[JSON.stringify(root), text]]))

/** Messages whose every value comes back: strings, plain numbers, groups and real arrays. */
export const randomTidyJson: fc.Arbitrary<string> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('ToUserName', 'Content', 'toString', '__proto__', 'Title'),
      fc.oneof(
        fc.constantFrom(...STRINGS).map((text) => JSON.stringify(text)),
        fc.constantFrom('6', '1.5', '0', '1395658920', '1e-7'),
        fc.constantFrom(
          '["a", 5]',
          '{"item": [{"Title": "x"}, {"Title": ""}]}',
          '{"@id": "1"}',
          '{"@id": "1", "#text": "007"}',
        ),
      ),
    ),
    { selector: ([key]) => key, minLength: 1, maxLength: 4 },
  )
  .map((entries) =>
    createObject([
      ['"xml"', createObject(entries.map(([key, text]) => [JSON.stringify(key), text] as const))],
    ]),
  )

/** Random text near JSON, to hold the reader against JSON.parse. */
export const nearJson: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b"',
        '"__proto__"',
        '1',
        '-',
        '0',
        '01',
        '1.',
        '.5',
        '1e',
        '1e5',
        '-0',
        'true',
        'nul',
        'null',
        ' ',
        '\n',
        '"\\u00e9"',
        '"\\ud83d"',
        '"\\x"',
        '"',
        '\\',
        '\u00a0',
        'NaN',
        '//',
      ),
      { maxLength: 9 },
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '0', '\\', ' ', '\u0001', 'e'))
    .map(([text, at, cut]) => {
      const i = at % (text.length + 1)
      return text.slice(0, i) + cut + text.slice(i + 1)
    }),
)
