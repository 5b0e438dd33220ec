import { describe, expect, it } from 'vitest'
import type { Target } from '../../../../../src-core/contract/target.ts'
import {
  keyOfTarget,
  targetsOf,
  toggleKey,
} from '../../../../../src-renderer/screens/send/options/targets.ts'

const account = { backends: [{ id: 'b:1', name: 'b', url: 'http://a', copies: false }] }

describe('stored targets', () => {
  it.each<Target>([
    { kind: 'responder' },
    { kind: 'backend', id: 'b:1' },
    { kind: 'url', url: 'https://example.com/wx?a=b:c' },
  ])('are found again: %o', (target) => {
    expect(targetsOf([keyOfTarget(target)], account)).toEqual([target])
  })

  it.each([[[]], [['backend:gone']], [['what is this']]])(
    'are our responder if there is none in %j',
    (keys) => {
      expect(targetsOf(keys, account)).toEqual([{ kind: 'responder' }])
    },
  )
})

describe('a target that is switched', () => {
  it.each<[before: string[], key: string, after: string[]]>([
    [['a'], 'b', ['a', 'b']],
    [['a', 'b'], 'a', ['b']],
    [['a'], 'a', ['a']],
  ])('%j by %s gives %j', (before, key, after) => {
    expect(toggleKey(before, key)).toEqual(after)
  })
})
