import { describe, expect, it } from 'vitest'
import type { Account } from '../../../src-core/contract/account.ts'
import type { ProbeOutcome } from '../../../src-core/contract/probe.ts'
import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'
import { followTunnel } from '../../../src-core/reach/follow-tunnel.ts'
import { createClock } from './moved-clock.ts'
import { NO_TUNNEL } from './no-tunnel.ts'

const UP: TunnelStatus = {
  ...NO_TUNNEL,
  state: 'up',
  program: 'cloudflared',
  account: 'a',
  origins: ['https://new.trycloudflare.com'],
  publicUrl: 'https://new.trycloudflare.com/wx',
  startedAt: 1,
  upSince: 2,
  lines: 1,
}

function follow({ publicUrl = '', outcomes = ['verified'] as ProbeOutcome[] } = {}) {
  const clock = createClock()
  const account = { id: 'a', publicUrl } as Account
  const log: string[] = []
  const follower = followTunnel({
    clock,
    findAccount: (id) => (id === 'a' ? account : undefined),
    fillIn(_id, url) {
      log.push(`fill in ${url}`)
      account.publicUrl = url
    },
    probe(id) {
      log.push(`probe ${id}`)
      return Promise.resolve(outcomes.shift() ?? 'verified')
    },
  })
  /** Lets so much time pass, and whatever follows from it happen. */
  async function pass(ms: number): Promise<void> {
    clock.pass(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { follower, log, pass, account, clock }
}

describe('a tunnel that is up', () => {
  it('gives its address to an account without one, and has it probed once', async () => {
    const { follower, log, pass } = follow()
    follower.changed({ ...UP, state: 'starting', publicUrl: null, origins: [] })
    expect(log).toEqual([])
    follower.changed(UP)
    follower.changed({ ...UP, lines: 2 })
    expect(log).toEqual(['fill in https://new.trycloudflare.com/wx'])
    await pass(60_000)
    expect(log).toEqual(['fill in https://new.trycloudflare.com/wx', 'probe a'])
  })

  it('never replaces an address, and leaves another one alone', async () => {
    const { follower, log, pass } = follow({ publicUrl: 'https://wx.example.com/wx' })
    follower.changed(UP)
    await pass(60_000)
    expect(log).toEqual([])
  })

  it('is probed as soon as somebody takes its address, and only then', async () => {
    const { follower, log, pass, account } = follow({ publicUrl: 'https://wx.example.com/wx' })
    follower.changed(UP)
    await pass(60_000)
    account.publicUrl = UP.publicUrl!
    follower.changed(UP)
    follower.changed(UP)
    await pass(60_000)
    account.publicUrl = ''
    follower.changed(UP)
    await pass(60_000)
    expect(log).toEqual(['probe a'])
  })

  it('is probed again, a few times, while its name is not in DNS yet', async () => {
    const { follower, log, pass } = follow({
      publicUrl: UP.publicUrl!,
      outcomes: ['lost', 'lost', 'lost', 'lost'],
    })
    follower.changed(UP)
    for (let step = 0; step < 10; step++) await pass(20_000)
    expect(log).toEqual(['probe a', 'probe a', 'probe a'])
  })

  it('is not probed any more once it is down, or has another address', async () => {
    const { follower, log, pass, account } = follow({ publicUrl: UP.publicUrl! })
    follower.changed(UP)
    follower.changed({ ...UP, state: 'failed', upSince: null })
    await pass(60_000)
    follower.changed(UP)
    account.publicUrl = 'https://wx.example.com/wx'
    await pass(60_000)
    expect(log).toEqual([])
  })

  it('is probed again when the computer wakes up', async () => {
    const { follower, log, pass } = follow({ publicUrl: UP.publicUrl! })
    follower.changed(UP)
    await pass(60_000)
    follower.changed({ ...UP, wokeAt: 5 })
    await pass(60_000)
    expect(log).toEqual(['probe a', 'probe a'])
  })

  it('is left alone at the end', async () => {
    const { follower, log, clock, pass } = follow({ publicUrl: UP.publicUrl! })
    follower.changed(UP)
    follower.end()
    expect(clock.waiting()).toBe(0)
    await pass(60_000)
    expect(log).toEqual([])
  })
})
