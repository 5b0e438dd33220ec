import { describe, expect, it } from 'vitest'
import { ownAddress } from '../../src-main/electron/app-address.ts'
import { createExchangeWindows, MOST_WINDOWS } from '../../src-main/electron/exchange-windows.ts'
import type { ExchangeWindow } from '../../src-main/electron/exchange-windows.ts'

/** Windows that only note what becomes of them; a real one needs Electron. */
function open() {
  const made: { address: string; closed: boolean; shown: number }[] = []
  const windows = createExchangeWindows(ownAddress, (address): ExchangeWindow => {
    const window = { address, closed: false, shown: 0 }
    made.push(window)
    return {
      isDestroyed: () => window.closed,
      close: () => (window.closed = true),
      show: () => (window.shown += 1),
      focus: () => {},
    }
  })
  return { made, ...windows }
}

describe('a window for an exchange', () => {
  it('is made for our own page with an exchange in its fragment', () => {
    const { open: ask, made } = open()
    expect(ask('app://mpscope/#exchange=abc-1')).toBe(true)
    expect(made.map(({ address }) => address)).toEqual(['app://mpscope/#exchange=abc-1'])
  })

  it.each([
    'app://mpscope/',
    'app://mpscope/#exchange=',
    'app://mpscope/#exchange=a/../b',
    'app://mpscope/#exchange=a&token=b',
    `app://mpscope/#exchange=${'a'.repeat(65)}`,
    'app://mpscope/other.html#exchange=a',
    'app://mpscope/?a=b#exchange=a',
    'app://mpscope.evil/#exchange=a',
    'app://user@mpscope/#exchange=a',
    'https://example.com/#exchange=a',
    'file:///#exchange=a',
    'nonsense',
  ])('is not made for %s', (address) => {
    const { open: ask, made } = open()
    expect(ask(address)).toBe(false)
    expect(made).toEqual([])
  })

  it('is shown again and not made twice, unless it was closed', () => {
    const { open: ask, made } = open()
    ask('app://mpscope/#exchange=a')
    ask('app://mpscope/#exchange=a')
    expect(made.map(({ shown }) => shown)).toEqual([1])
    made[0]!.closed = true
    ask('app://mpscope/#exchange=a')
    expect(made).toHaveLength(2)
  })

  it('takes the place of the oldest one if there are too many', () => {
    const { open: ask, made } = open()
    for (let number = 0; number < MOST_WINDOWS + 2; number += 1) ask(`app://mpscope/#exchange=${number}`)
    expect(made.filter(({ closed }) => !closed)).toHaveLength(MOST_WINDOWS)
    expect(made.slice(0, 3).map(({ closed }) => closed)).toEqual([true, true, false])
  })

  it('closes with the others', () => {
    const { open: ask, closeAll, made } = open()
    ask('app://mpscope/#exchange=a')
    ask('app://mpscope/#exchange=b')
    closeAll()
    expect(made.every(({ closed }) => closed)).toBe(true)
  })
})
