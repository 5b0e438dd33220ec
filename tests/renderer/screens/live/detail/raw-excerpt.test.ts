import { describe, expect, it } from 'vitest'
import type { RawResponse } from '../../../../../src-core/contract/exchange.ts'
import { excerptRaw } from '../../../../../src-renderer/screens/live/detail/raw-excerpt.ts'

function excerpt(raw: Partial<RawResponse> & { text: string }, isWhole = false) {
  const { dump, marked, isPart } = excerptRaw(
    { bytes: raw.text.length, brokenAt: 0, brokenLength: 0, ...raw },
    isWhole,
  )
  return { lines: dump.split('\n'), marked: marked.map(({ start, end }) => dump.slice(start, end)), isPart }
}

const LONG = Array.from({ length: 100 }, (_, line) => `line ${String(line).padStart(10, '0')}\n`).join('')

describe('the bytes of a broken answer', () => {
  it('are shown whole if they are few, with the place marked', () => {
    const { lines, marked, isPart } = excerpt({ text: 'SSH-2.0-x\r\n', brokenAt: 0, brokenLength: 9 })
    expect(lines).toHaveLength(1)
    expect(marked).toEqual(['53 53 48 2d 32 2e 30 2d  78'])
    expect(isPart).toBe(false)
  })

  it('are shown around the place if they are many, at their true offsets', () => {
    const { lines, marked, isPart } = excerpt({ text: LONG, brokenAt: 805, brokenLength: 3 })
    expect(lines.map((line) => line.slice(0, 8))).toEqual(
      [46, 47, 48, 49, 50, 51, 52, 53, 54].map((line) => (line * 16).toString(16).padStart(8, '0')),
    )
    expect(marked).toEqual(['30 30 30'])
    expect(isPart).toBe(true)
  })

  it('are all there on request, with the same place marked', () => {
    const { lines, marked, isPart } = excerpt({ text: LONG, brokenAt: 805, brokenLength: 3 }, true)
    expect([lines.length, marked, isPart]).toEqual([100, ['30 30 30'], false])
  })

  it('have the last byte marked if the end is missing', () => {
    expect(excerpt({ text: 'HTTP/1.1 200 OK', brokenAt: 15 }).marked).toEqual(['4b'])
  })

  it('are the bytes if they are not UTF-8', () => {
    const base64 = Buffer.from([0x15, 3, 1, 0xff]).toString('base64')
    expect(excerpt({ text: '\u0015\u0003\u0001\uFFFD', base64, brokenLength: 4 }).marked).toEqual([
      '15 03 01 ff',
    ])
  })

  it('have their last byte marked if the place was not kept', () => {
    expect(excerpt({ text: LONG, bytes: 90_000, brokenAt: 80_000, brokenLength: 5 }).marked).toEqual(['0a'])
  })

  it('may be none', () => {
    expect(excerpt({ text: '' })).toMatchObject({ marked: [], isPart: false })
  })
})
