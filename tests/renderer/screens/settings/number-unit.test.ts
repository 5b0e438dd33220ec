import { describe, expect, it } from 'vitest'
import {
  decodeNumber,
  encodeNumber,
  rangeOf,
} from '../../../../src-renderer/screens/settings/controls/number-unit.ts'
import type { NumberControl } from '../../../../src-renderer/screens/settings/rows/row.ts'
import { SETTING_ROWS } from '../../../../src-renderer/screens/settings/rows/rows.ts'

function controlOf(id: string): NumberControl {
  const row = SETTING_ROWS.find((one) => one.id === id)
  if (row?.control.kind !== 'number') throw new Error(`${id} is no number`)
  return row.control
}

describe('a number in its field', () => {
  it.each([
    ['answerWithinMs', 4350, '4.35'],
    ['answerWithinMs', 4500, '4.5'],
    ['refusedBytes', 16 * 1024 * 1024, '16'],
    ['refusedRows', 100_000, '100000'],
    ['controlPort', 0, '0'],
  ])('%s: %d is written as %s, and read as the same', (id, value, text) => {
    expect(encodeNumber(controlOf(id), value)).toBe(text)
    expect(decodeNumber(controlOf(id), text)).toBe(value)
  })

  it.each(['', '  ', 'a', '1,5', '12px'])('%j is no number, and above all no port 0', (text) => {
    expect(decodeNumber(controlOf('responderPort'), text)).toBeNaN()
  })

  it('half a row stays half a row, which is refused', () => {
    expect(decodeNumber(controlOf('refusedRows'), '12.5')).toBe(12.5)
  })

  it('has its range in the same unit', () => {
    expect(rangeOf(controlOf('answerWithinMs'))).toEqual({ min: 1, max: 4.9 })
    expect(rangeOf(controlOf('refusedBytes'))).toEqual({ min: 1, max: 1024 })
    expect(rangeOf(controlOf('controlPort'))).toEqual({ min: 0, max: 65_535 })
  })
})
