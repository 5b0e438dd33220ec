import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeWindowState, readWindowState, writeWindowState } from '../../src-main/electron/window-state.ts'

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: -200, width: 1280, height: 984 },
]
const usual = { bounds: { width: 1280, height: 800 }, maximised: false }
const bounds = { x: 100, y: 50, width: 1000, height: 700 }

describe('decodeWindowState', () => {
  it.each([
    ['on the first screen', bounds],
    ['on the second, above the first', { ...bounds, x: 2000, y: -150 }],
    ['half off the side', { ...bounds, x: -800 }],
  ])('takes a window %s', (_where, place) => {
    expect(decodeWindowState({ bounds: place, maximised: true }, screens)).toEqual({
      bounds: place,
      maximised: true,
    })
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'bounds'],
    ['no bounds', { maximised: true }],
    ['a text for a number', { bounds: { ...bounds, x: '100' } }],
    ['a fraction', { bounds: { ...bounds, y: 50.5 } }],
    ['NaN', { bounds: { ...bounds, x: NaN } }],
    ['more than a screen can have', { bounds: { ...bounds, width: 1e9 } }],
    ['too narrow', { bounds: { ...bounds, width: 899 } }],
    ['too low', { bounds: { ...bounds, height: 0 } }],
    ['a screen that is gone', { bounds: { ...bounds, x: 4000 } }],
    ['its title bar above the screen', { bounds: { ...bounds, y: -60 } }],
    ['its title bar below the screen', { bounds: { ...bounds, y: 1030 } }],
    ['a sliver at the edge', { bounds: { ...bounds, x: -950 } }],
  ])('falls back on %s', (_what, value) => {
    expect(decodeWindowState(value, screens)).toEqual(usual)
  })

  it('takes anything but true as not maximised', () => {
    expect(decodeWindowState({ bounds, maximised: 'yes' }, screens).maximised).toBe(false)
  })
})

describe('the file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mpscope-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('gives back what was written, and leaves nothing else behind', () => {
    const file = join(folder, 'window.json')
    writeWindowState(file, { bounds, maximised: true })
    expect(readWindowState(file, screens)).toEqual({ bounds, maximised: true })
    expect(readdirSync(folder)).toEqual(['window.json'])
  })

  it('is not missed, and not trusted', () => {
    const file = join(folder, 'window.json')
    expect(readWindowState(file, screens)).toEqual(usual)
    writeFileSync(file, '{"bounds":')
    expect(readWindowState(file, screens)).toEqual(usual)
  })
})
