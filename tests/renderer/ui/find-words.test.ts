import { describe, expect, it } from 'vitest'
import { findWords } from '../../../src-renderer/ui/find-words.ts'

const find = (text: string, ...words: string[]) =>
  [...findWords(text, words)].map(({ start, end }) => `${start} ${text.slice(start, end)}`)

describe('the words that were looked for', () => {
  it('are found whatever the size of their letters, as they are written', () => {
    expect(find('REFUND, Refund 退款', 'refund', '退款')).toEqual(['0 REFUND', '8 Refund', '15 退款'])
  })

  it('are looked for letter by letter: what a pattern would mean, they do not', () => {
    expect(find('a.c abc $1 [x] (y) a|b \\d', 'a.c', '$1', '[x]', '(y)', 'a|b', '\\d')).toEqual([
      '0 a.c',
      '8 $1',
      '11 [x]',
      '15 (y)',
      '19 a|b',
      '23 \\d',
    ])
  })

  it('are marked once where one is within another', () => {
    expect(find('退款到账 退', '退', '退款')).toEqual(['0 退款', '5 退'])
  })

  it('stay in their places behind a letter whose small form is longer', () => {
    expect(find('İSTANBUL refund', 'refund')).toEqual(['9 refund'])
  })

  it('are none if there are no words', () => {
    expect(find('anything')).toEqual([])
    expect(find('anything', '')).toEqual([])
  })
})
