import { expect, it } from 'vitest'
import { inLines } from '../../../../src-renderer/features/comparison/in-lines.ts'

it.each([
  [
    'XML in one line',
    '<xml><A><![CDATA[a]]></A><B>1</B></xml>',
    '<xml>\n<A><![CDATA[a]]></A>\n<B>1</B>\n</xml>',
  ],
  ['XML in one line with an end', '<xml><A>1</A></xml>\n', '<xml>\n<A>1</A>\n</xml>\n'],
  ['XML in lines of its own', '<xml>\n<A>1</A><B>2</B></xml>', '<xml>\n<A>1</A><B>2</B></xml>'],
  ['JSON', '{"a":"<b><c>"}', '{"a":"<b><c>"}'],
  ['success', 'success', 'success'],
])('%s', (_name, text, lines) => {
  expect(inLines(text)).toBe(lines)
})
