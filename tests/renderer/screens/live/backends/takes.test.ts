import { describe, expect, it } from 'vitest'
import type { Backend } from '../../../../../src-core/contract/account.ts'
import {
  routeSender,
  takenBefore,
  takerOf,
  takersAmong,
  withTakes,
} from '../../../../../src-renderer/screens/live/backends/takes.ts'

const backend = (id: string, senders?: string[], scenes: string[] = []): Backend => ({
  id,
  name: id,
  url: `http://${id}.example/wx`,
  copies: false,
  ...(senders && { takes: { senders, scenes, guard: false } }),
})

const sendersOf = (backends: readonly Backend[]) => backends.map(({ takes }) => takes?.senders)

describe('a sender that is routed to a backend', () => {
  it('is added behind its other ones, and leaves those of the others', () => {
    const routed = routeSender([backend('ann', ['o1', 'o2']), backend('bob', ['o3'], ['s'])], 'bob', 'o1')
    expect(sendersOf(routed)).toEqual([['o2'], ['o3', 'o1']])
    expect(routed[1]!.takes).toMatchObject({ scenes: ['s'], guard: false })
  })

  it('makes a backend take messages that took none, with the guard', () => {
    const [ann, bob] = routeSender([backend('ann'), backend('bob')], 'bob', 'o1')
    expect(ann).not.toHaveProperty('takes')
    expect(bob!.takes).toEqual({ senders: ['o1'], scenes: [], guard: true })
  })

  it('stays one, if it was there', () => {
    expect(sendersOf(routeSender([backend('ann', ['o1', 'o2'])], 'ann', 'o1'))).toEqual([['o2', 'o1']])
  })
})

describe('of several backends', () => {
  const backends = [backend('none'), backend('ann', ['o1', 'o2']), backend('bob', ['o2', 'o3'])]

  it.each([
    ['o1', 'ann'],
    ['o2', 'ann'],
    ['o3', 'bob'],
    ['o4', null],
  ])('the first with this sender takes it: %s', (sender, expected) => {
    expect(takerOf(backends, sender)?.id ?? null).toBe(expected)
  })

  it.each<[string, string[], [string, string] | null]>([
    ['bob', ['o3', 'o2'], ['o2', 'ann']],
    ['bob', ['o3'], null],
    ['ann', ['o1', 'o3'], null],
    ['none', ['o1'], null],
  ])('%s gets nothing of %j that one before it takes', (id, senders, expected) => {
    const found = takenBefore(backends, id, senders)
    expect(found && [found.sender, found.by.id]).toEqual(expected)
  })

  it('only those with a sender or a scene take messages', () => {
    const all = [...backends, backend('empty', []), backend('scenes', [], ['42'])]
    expect(takersAmong(all).map(({ id }) => id)).toEqual(['ann', 'bob', 'scenes'])
  })

  it('one that takes no more has no list left', () => {
    expect(withTakes(backends[1]!, null)).toEqual(backend('ann'))
  })
})
