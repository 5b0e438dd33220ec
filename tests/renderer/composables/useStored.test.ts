import { expect, it } from 'vitest'
import { isRecordOf, isText, isTexts, readStored } from '../../../src-renderer/composables/useStored.ts'

it.each([
  ['texts', '["a","b"]', isTexts, ['a', 'b']],
  ['texts by name', '{"a":"b"}', isRecordOf(isText), { a: 'b' }],
  ['lists of texts by name', '{"a":["b"]}', isRecordOf(isTexts), { a: ['b'] }],
] as [string, string, (stored: unknown) => stored is unknown, unknown][])(
  'what is stored is read back: %s',
  (_what, text, fits, value) => expect(readStored(text, null, fits)).toEqual(value),
)

it.each(['', '{{', 'null', '5', '"a"', '["a",null]', '{"a":"b"}', '{"a":["b",5]}', '[["a"]]'])(
  'anything else counts as nothing: %s',
  (text) => {
    expect(readStored(text, ['otherwise'], isTexts)).toEqual(['otherwise'])
    expect(readStored(text, null, isRecordOf(isTexts))).toBeNull()
  },
)
