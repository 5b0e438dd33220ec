import { PREFERENCE_RANGES } from '../../../../src-core/contract/preference-ranges.ts'
import type { NumberControl } from '../rows/row.ts'

/** Returns a preference as its field shows it, in the field's unit. */
export function encodeNumber({ unit }: NumberControl, value: number): string {
  return String(Math.round((value / (unit?.of ?? 1)) * 100) / 100)
}

/** Returns the preference that a text stands for; NaN, which nothing accepts, if it is no number. */
export function decodeNumber({ unit }: NumberControl, text: string): number {
  // `Number` makes 0 of an empty text, and 0 is a port.
  const given = text.trim().replace('。', '.')
  const value = given === '' ? Number.NaN : Number(given) * (unit?.of ?? 1)
  // 4.35 s are 4350 ms, and not 4349.999…; half a row is none.
  return unit && unit.of > 1 ? Math.round(value) : value
}

/** Returns the range in the field's unit. */
export function rangeOf({ range, unit }: NumberControl): { min: number; max: number } {
  const { min, max } = PREFERENCE_RANGES[range]
  return { min: min / (unit?.of ?? 1), max: max / (unit?.of ?? 1) }
}
