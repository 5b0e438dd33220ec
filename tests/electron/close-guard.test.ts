import { describe, expect, it } from 'vitest'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import type { HeldRequest } from '../../src-core/contract/reply.ts'
import { createCloseGuard } from '../../src-main/electron/close-guard.ts'

const held = (id: string): WorkbenchEvent => ({ seq: 1, type: 'request.held', held: { id } as HeldRequest })
const released = (id: string): WorkbenchEvent => ({ seq: 2, type: 'request.released', id, reason: 'timeout' })

describe('the close guard', () => {
  it('lets a window go where nothing waits', () => {
    expect(createCloseGuard().allows()).toBe(true)
  })

  it('refuses once while something waits, and no second time', () => {
    const guard = createCloseGuard()
    guard.follow(held('1'))
    expect([guard.allows(), guard.allows(), guard.allows()]).toEqual([false, true, true])
  })

  it('refuses anew for what comes after everything was answered', () => {
    const guard = createCloseGuard()
    guard.follow(held('1'))
    guard.allows()
    // A change of the draft tells of the same message again.
    guard.follow(held('1'))
    guard.follow(held('2'))
    guard.follow(released('1'))
    expect(guard.allows()).toBe(true)
    guard.follow(released('2'))
    expect(guard.allows()).toBe(true)
    guard.follow(held('3'))
    expect(guard.allows()).toBe(false)
  })
})
