import { describe, expect, it } from 'vitest'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import type { HeldRequest } from '../../src-core/contract/reply.ts'
import { createAttention } from '../../src-main/electron/attention.ts'

const held = (id: string): WorkbenchEvent => ({ seq: 1, type: 'request.held', held: { id } as HeldRequest })
const released = (id: string): WorkbenchEvent => ({
  seq: 2,
  type: 'request.released',
  id,
  reason: 'answered',
})

/** Replaces Electron's window: it records how it was flashed. */
function createWindow(isFocused: boolean) {
  const flashes: boolean[] = []
  const window = {
    isDestroyed: () => false,
    isFocused: () => isFocused,
    flashFrame: (flag: boolean) => void flashes.push(flag),
  }
  return { window, flashes }
}

describe('a window', () => {
  it('flashes once for each message that comes while its user is elsewhere, until none waits', () => {
    const { window, flashes } = createWindow(false)
    const { follow } = createAttention(window, () => true)
    // The second event of `1` tells of its draft.
    for (const event of [held('1'), held('1'), held('2'), released('1')]) follow(event)
    expect(flashes).toEqual([true, true])
    follow(released('2'))
    expect(flashes).toEqual([true, true, false])
  })

  it('does not flash before its user, nor if that is not wanted', () => {
    const before = createWindow(true)
    createAttention(before.window, () => true).follow(held('1'))
    const unwanted = createWindow(false)
    createAttention(unwanted.window, () => false).follow(held('1'))
    expect([...before.flashes, ...unwanted.flashes]).toEqual([])
  })
})
