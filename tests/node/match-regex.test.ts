import { expect, it } from 'vitest'
import { createMatchRegex } from '../../src-main/node/match-regex.ts'

const matchRegex = createMatchRegex()

it('gives the groups of the first match, the whole of it first', () => {
  expect(matchRegex('(\\p{Script=Han}+)(x)?', 'say 你好 twice 你好', 50)).toEqual(['你好', '你好', ''])
  expect(matchRegex('', 'abc', 50)).toEqual([''])
  expect(matchRegex('x', 'abc', 50)).toBeNull()
})

it.each([
  ['(a+)+$', `${'a'.repeat(50)}!`],
  ['(?:a|aa)+$', `${'a'.repeat(5000)}b`],
  ['(.*)*\\1y', 'x'.repeat(50)],
  ['.*.*.*.*y', 'x'.repeat(100_000)],
])('stops %s, and goes on with the next', (pattern, text) => {
  expect(matchRegex(pattern, text, 20)).toBe('timeout')
  expect(matchRegex('b+', 'abba', 50)).toEqual(['bb'])
})

it.each(['(', 'a**', '[z-a]', '\\-'])('refuses %s', (pattern) => {
  expect(() => matchRegex(pattern, 'text', 50)).toThrow(SyntaxError)
})

it('keeps nothing of one call for the next', () => {
  expect(matchRegex('(a)', 'a', 50)).toEqual(['a', 'a'])
  expect(matchRegex('b', 'a', 50)).toBeNull()
})
