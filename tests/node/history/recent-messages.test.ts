import { describe, expect, it } from 'vitest'
import { createRecentMessages } from '../../../src-main/node/history/recent-messages.ts'

const NOW = 1_714_036_504_000
const message = { account: 'a', messageKey: 'msg:1' }
const asked = { ...message, since: NOW - 60_000 }

describe('whether a message may have come before', () => {
  it('is true of one that came, and of no other', () => {
    const recent = createRecentMessages(-Infinity)
    expect(recent.mayHaveCome(asked)).toBe(false)
    recent.note({ ...message, receivedAt: NOW })
    expect(recent.mayHaveCome(asked)).toBe(true)
    expect(recent.mayHaveCome({ ...asked, messageKey: 'msg:2' })).toBe(false)
    expect(recent.mayHaveCome({ ...asked, account: 'b' })).toBe(false)
  })

  it('is true of every one while what came before the start is not known', () => {
    const recent = createRecentMessages(NOW - 1000)
    expect(recent.mayHaveCome(asked)).toBe(true)
    expect(recent.mayHaveCome({ ...asked, since: NOW })).toBe(false)
  })

  it('is true of every one while another workbench may have received it', () => {
    const recent = createRecentMessages(-Infinity)
    recent.doubt(NOW)
    expect(recent.mayHaveCome(asked)).toBe(true)
    expect(recent.mayHaveCome({ ...asked, since: NOW })).toBe(false)
  })

  it('holds for a minute and more, however many come', () => {
    const recent = createRecentMessages(-Infinity)
    recent.note({ ...message, receivedAt: NOW })
    for (let n = 0; n < 150_000; n++) recent.note({ account: 'a', messageKey: `n:${n}`, receivedAt: NOW + n })
    recent.note({ account: 'a', messageKey: 'last', receivedAt: NOW + 60_000 })
    expect(recent.mayHaveCome({ ...message, since: NOW })).toBe(true)
    // Beyond its capacity it does not know, and that must never count as a no.
    for (let n = 0; n < 500_000; n++)
      recent.note({ account: 'b', messageKey: `n:${n}`, receivedAt: NOW + 60_001 })
    expect(recent.mayHaveCome({ ...message, since: NOW })).toBe(true)
  })

  it('is said in vain of less than one in a hundred', () => {
    const recent = createRecentMessages(-Infinity)
    for (let n = 0; n < 200_000; n++) recent.note({ account: 'a', messageKey: `msg:${n}`, receivedAt: NOW })
    let said = 0
    for (let n = 0; n < 10_000; n++) if (recent.mayHaveCome({ ...asked, messageKey: `new:${n}` })) said++
    expect(said).toBeLessThan(100)
  })

  it('takes no part in what has no message, or no account', () => {
    const recent = createRecentMessages(-Infinity)
    recent.note({ account: null, messageKey: 'msg:1', receivedAt: NOW })
    recent.note({ account: 'a', messageKey: null, receivedAt: NOW })
    expect(recent.mayHaveCome(asked)).toBe(false)
  })
})
