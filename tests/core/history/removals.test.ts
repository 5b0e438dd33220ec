import { describe, expect, it } from 'vitest'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import { REMOVAL_UNDO_MS } from '../../../src-core/contract/limits.ts'
import type { RemovalTarget } from '../../../src-core/contract/removal.ts'
import { createRemovals } from '../../../src-core/history/removals.ts'
import { createUndo } from '../../../src-core/undo.ts'

/** A clock that stands still until `goOn`, and a history that notes what it is asked for. */
function createWorld({ restore = async () => {}, erase = async () => {} } = {}) {
  let now = 0
  let number = 0
  const timers = new Set<{ at: number; run: () => void }>()
  const asked: string[] = []
  const reported: unknown[] = []
  const clock = {
    now: () => now,
    monotonic: () => now,
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  const history = {
    async hide(target: RemovalTarget) {
      asked.push(`hide ${'ids' in target ? target.ids.join() : target.which}`)
      return { removal: `r${++number}`, count: 2 }
    },
    restore(removal: string) {
      asked.push(`restore ${removal}`)
      return restore()
    },
    erase(removal: string) {
      asked.push(`erase ${removal}`)
      return erase()
    },
  }
  let id = 0
  const undo = createUndo(() => `u${++id}`)
  return {
    asked,
    reported,
    undo: async (one: string) => undo.handlers['undo.apply']({ id: one }),
    removals: createRemovals({ history, clock }, undo, (error) => reported.push(error)),
    async goOn(ms: number) {
      now += ms
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer)
        timer.run()
      }
      await new Promise(setImmediate)
    },
    waiting: () => timers.size,
  }
}

describe('a removal', () => {
  it('hides at once, and erases after the while in which it can be undone', async () => {
    const world = createWorld()
    expect(await world.removals.begin({ which: 'all' })).toEqual({ removed: 2, undo: 'u1' })
    await world.goOn(REMOVAL_UNDO_MS - 1)
    expect(world.asked).toEqual(['hide all'])
    await world.goOn(1)
    expect(world.asked).toEqual(['hide all', 'erase r1'])
    await expect(world.undo('u1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is undone, and erased no more', async () => {
    const world = createWorld()
    await world.removals.begin({ ids: ['a'] })
    await world.undo('u1')
    await world.goOn(2 * REMOVAL_UNDO_MS)
    expect(world.asked).toEqual(['hide a', 'restore r1'])
    expect(world.waiting()).toBe(0)
  })

  it('joins an earlier one that can still be undone: both are undone together, and the while begins anew', async () => {
    const world = createWorld()
    await world.removals.begin({ ids: ['a'] })
    await world.goOn(REMOVAL_UNDO_MS - 1)
    expect(await world.removals.begin({ ids: ['b'] }, 'u1')).toEqual({ removed: 2, undo: 'u1' })
    await world.goOn(REMOVAL_UNDO_MS - 1)
    await world.undo('u1')
    expect(world.asked).toEqual(['hide a', 'hide b', 'restore r2', 'restore r1'])
  })

  it('that would join one which is over has its own undo', async () => {
    const world = createWorld()
    await world.removals.begin({ ids: ['a'] })
    await world.goOn(REMOVAL_UNDO_MS)
    expect(await world.removals.begin({ ids: ['b'] }, 'u1')).toEqual({ removed: 2, undo: 'u2' })
  })

  it('that could not be undone can be later, or is erased in the end', async () => {
    const results = [new CommandFailure('HISTORY_NOT_CLEARED', 'locked'), null]
    const world = createWorld({
      async restore() {
        const result = results.shift()
        if (result) throw result
      },
    })
    await world.removals.begin({ ids: ['a'] })
    await expect(world.undo('u1')).rejects.toMatchObject({ code: 'HISTORY_NOT_CLEARED' })
    expect(world.waiting()).toBe(1)
    await world.undo('u1')
    expect(world.asked).toEqual(['hide a', 'restore r1', 'restore r1'])
  })

  it('that cannot be erased yet is reported; and an end leaves it to the history', async () => {
    const failure = new Error('locked')
    const world = createWorld({ erase: () => Promise.reject(failure) })
    await world.removals.begin({ ids: ['a'] })
    await world.goOn(REMOVAL_UNDO_MS)
    expect(world.reported).toEqual([failure])
    await world.removals.begin({ ids: ['b'] })
    world.removals.end()
    expect(world.waiting()).toBe(0)
  })
})
