import { describe, expect, it } from 'vitest'
import { changedLines } from '../../../../src-renderer/features/findings/changed-lines.ts'

const shown = (before: string, after: string) =>
  changedLines(before, after).map(({ sign, text }) => `${sign}${text}`)

describe('changed lines', () => {
  it.each([
    ['no change', '<xml>\n</xml>', '<xml>\n</xml>', []],
    [
      'an element of many in one line',
      '<xml><A>1</A><B>2</B><C>3</C></xml>',
      '<xml><A>1</A><B>9</B><C>3</C></xml>',
      ['-<B>2</B>', '+<B>9</B>'],
    ],
    ['what stood in front', '\n<xml>\n</xml>', '<xml>\n</xml>', ['-\n']],
    ['a byte order mark', '\uFEFF<xml><A>1</A></xml>', '<xml><A>1</A></xml>', ['-\uFEFF<xml>', '+<xml>']],
    ['a line end', 'success\n', 'success', ['-success\n', '+success']],
    ['what is put in', '<xml><A/></xml>', '<xml><A/><B/></xml>', ['-<A/></xml>', '+<A/>', '+<B/></xml>']],
    [
      'two places, and nothing between them',
      'a\nb\nc\nd\n',
      'A\nb\nc\nD\n',
      ['-a\n', '+A\n', '-d\n', '+D\n'],
    ],
    ['a line that moved is not all lines', 'a\nb\nc\nx\n', 'x\na\nb\nc\n', ['+x\n', '-x\n']],
    ['of lines that are alike, one', 'a\na\na\n', 'a\na\n', ['-a\n']],
    ['from nothing', '', 'success', ['-', '+success']],
  ])('%s', (_name, before, after, lines) => {
    expect(shown(before, after)).toEqual(lines)
  })

  it('takes two texts that share next to nothing as they are', () => {
    const many = (letter: string) => Array.from({ length: 300 }, (_, line) => `${letter}${line}\n`).join('')
    const changes = changedLines(many('a'), many('b'))
    expect(changes.map(({ sign }) => sign).join('')).toBe('-'.repeat(300) + '+'.repeat(300))
  })
})
