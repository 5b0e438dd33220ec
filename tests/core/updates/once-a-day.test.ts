import { describe, expect, it } from 'vitest'
import type { UpdateSource } from '../../../src-core/contract/updates.ts'
import { createMemoryUpdatesFile } from '../../../src-main/node/updates-file.ts'
import { createClock } from '../reach/moved-clock.ts'
import { DAY, fail, RELEASE, SOURCE, startUpdates } from './world.ts'

describe('a new version is asked for', () => {
  it('never before the user said yes', async () => {
    const updates = startUpdates({ on: false })
    await updates.passHours(72)
    expect(updates.sent).toEqual([])
    await updates.switchTo(true)
    expect(updates.sent).toHaveLength(1)
    expect(updates.status()).toMatchObject({ newer: RELEASE, asked: updates.clock.now() })
  })

  it('never again once the user said no', async () => {
    const updates = startUpdates()
    await updates.passHours(1)
    await updates.switchTo(false)
    await updates.passHours(72)
    expect(updates.sent).toHaveLength(1)
  })

  it.each<UpdateSource>([
    { kind: 'repository' },
    { kind: 'npm' },
    { kind: 'unnamed' },
    { kind: 'packages', manager: 'deb' },
  ])('never where somebody else brings it: $kind', async (source) => {
    const updates = startUpdates({ source })
    await updates.passHours(72)
    updates.look()
    await updates.settle()
    expect(await updates.ask()).toEqual({ kind: 'off' })
    await expect(updates.putAside('1.2.0')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(updates.sent).toEqual([])
    expect(updates.clock.waiting()).toBe(0)
    expect(updates.file.read()).toBeNull()
    expect(updates.status()).toEqual({ source, asked: null, newer: null, putAside: null })
  })

  it('once a day, and not in the first moments', async () => {
    const updates = startUpdates()
    updates.clock.pass(30_000)
    await updates.settle()
    expect(updates.sent).toHaveLength(0)
    await updates.passHours(24)
    expect(updates.sent).toHaveLength(1)
    await updates.passHours(24)
    expect(updates.sent).toHaveLength(2)
  })

  it('once a day by all workbenches on a folder, and over restarts', async () => {
    const [clock, file] = [createClock(), createMemoryUpdatesFile()]
    const first = startUpdates({ clock, file })
    const second = startUpdates({ clock, file })
    await first.passHours(23)
    const third = startUpdates({ clock, file })
    third.look()
    await third.settle()
    expect(first.sent.length + second.sent.length + third.sent.length).toBe(1)
    // What one of them heard, the others know as soon as they look.
    for (const one of [first, second, third]) expect(one.status().newer).toEqual(RELEASE)
  })

  it('soon after a computer has slept for days', async () => {
    const updates = startUpdates()
    await updates.passHours(1)
    updates.clock.sleep(3 * DAY)
    await updates.passHours(1)
    expect(updates.sent).toHaveLength(2)
  })

  it('a day after the clock was set back, and not before', async () => {
    const [clock, file] = [createClock(), createMemoryUpdatesFile()]
    clock.sleep(400 * DAY)
    const ahead = startUpdates({ clock, file })
    await ahead.passHours(1)
    ahead.end()
    const right = startUpdates({ file })
    await right.passHours(24)
    expect(right.sent).toHaveLength(0)
    await right.passHours(2)
    expect(right.sent).toHaveLength(1)
  })

  it('once a day also if that fails, and without a word', async () => {
    const updates = startUpdates({ answer: () => fail('ENOTFOUND', 'looking-up') })
    await updates.passHours(20)
    expect(updates.sent).toHaveLength(1)
    expect(updates.reported).toEqual([])
    expect(updates.status()).toMatchObject({ newer: null, source: SOURCE })
  })

  it('not by itself where nothing can be kept, or each start would ask', async () => {
    const file = { ...createMemoryUpdatesFile(), write() {} }
    const updates = startUpdates({ file })
    await updates.passHours(48)
    expect(updates.sent).toEqual([])
    expect(await updates.ask()).toEqual({ kind: 'newer' })
    await updates.putAside('1.2.0')
    expect(updates.status()).toMatchObject({ newer: RELEASE, putAside: '1.2.0' })
  })

  it('not any more once the workbench has ended', async () => {
    const updates = startUpdates()
    updates.end()
    expect(updates.clock.waiting()).toBe(0)
    await updates.switchTo(true)
    expect(updates.sent).toEqual([])
  })
})

describe('a person', () => {
  it('may ask without the switch, which counts for the day', async () => {
    const updates = startUpdates({ on: false })
    expect(await updates.ask()).toEqual({ kind: 'newer' })
    await updates.switchTo(true)
    expect(updates.sent).toHaveLength(1)
    expect(await updates.ask()).toEqual({ kind: 'newer' })
    expect(updates.sent).toHaveLength(2)
  })

  it('who asks twice at once asks once', async () => {
    const updates = startUpdates()
    const both = await Promise.all([updates.ask(), updates.ask()])
    expect(both).toEqual([{ kind: 'newer' }, { kind: 'newer' }])
    expect(updates.sent).toHaveLength(1)
  })

  it('puts a version aside for good, and the next one is pointed out again', async () => {
    const [clock, file] = [createClock(), createMemoryUpdatesFile()]
    const updates = startUpdates({ clock, file })
    await updates.ask()
    await updates.putAside('1.2.0')
    expect(updates.told.at(-1)).toMatchObject({ newer: RELEASE, putAside: '1.2.0' })
    const later = startUpdates({ clock, file })
    expect(later.status()).toMatchObject({ newer: RELEASE, putAside: '1.2.0' })
    await later.putAside(null)
    expect(later.status().putAside).toBeNull()
  })

  it('who has updated is told of it no more', async () => {
    const file = createMemoryUpdatesFile()
    await startUpdates({ file }).ask()
    expect(startUpdates({ file, version: '1.1.0' }).status().newer).toEqual(RELEASE)
    expect(startUpdates({ file, version: '1.2.0' }).status().newer).toBeNull()
  })
})

describe('what was kept', () => {
  it.each([
    ['is no JSON', '{'],
    ['is of a later version', JSON.stringify({ version: 2, asked: 1, release: RELEASE, putAside: null })],
    ['has a time that is none', JSON.stringify({ version: 1, asked: 'x', release: RELEASE, putAside: null })],
  ])('counts as nothing if it %s', (_what, text) => {
    const file = createMemoryUpdatesFile()
    file.write(text)
    expect(startUpdates({ file }).status()).toEqual({
      source: SOURCE,
      asked: null,
      newer: null,
      putAside: null,
    })
  })

  it('shows nothing of another repository’s release', () => {
    const file = createMemoryUpdatesFile()
    const release = { ...RELEASE, page: 'https://host.example/other/repository/releases/tag/v1.2.0' }
    file.write(JSON.stringify({ version: 1, asked: 1, release, putAside: null }))
    expect(startUpdates({ file }).status()).toMatchObject({ asked: 1, newer: null })
  })
})
