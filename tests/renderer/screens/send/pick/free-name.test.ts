import { expect, it } from 'vitest'
import { SAMPLE_NAME_MAX } from '../../../../../src-core/contract/sample.ts'
import { freeName } from '../../../../../src-renderer/screens/send/pick/free-name.ts'

const kept = (name: string, collection = '') => ({ name, collection })

it.each([
  ['the title', [], '文本消息'],
  ['a number behind a title that is taken', [kept('文本消息'), kept('文本消息 2')], '文本消息 3'],
  ['the title, where another collection has it', [kept('文本消息', '售后')], '文本消息'],
])('proposes %s', (_what, samples, name) => {
  expect(freeName('文本消息', samples, '')).toBe(name)
})

it('proposes no name that is too long', () => {
  const long = 'x'.repeat(SAMPLE_NAME_MAX + 5)
  expect(freeName(long, [kept(long.slice(0, SAMPLE_NAME_MAX))], '')).toHaveLength(SAMPLE_NAME_MAX)
})
