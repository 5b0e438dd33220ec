import { describe, expect, it } from 'vitest'
import { findIllegalCharacter, isLegalCodePoint } from '../../../src-core/xml/validity.ts'

describe('the characters that XML allows', () => {
  it('are found out unit by unit', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => unit)
    const wrong = units.filter((unit) => {
      const found = findIllegalCharacter(`a${String.fromCharCode(unit)}`)
      return isLegalCodePoint(unit) ? found !== undefined : found?.at !== 1 || found.codePoint !== unit
    })
    expect(wrong).toEqual([])
  })

  it.each([
    ['🌹', undefined],
    ['🌹\u0001', { at: 2, codePoint: 1 }],
    ['\uD83D🌹', { at: 0, codePoint: 0xd83d }],
    ['🌹\uDF39', { at: 2, codePoint: 0xdf39 }],
    ['\uDF39\uD83D', { at: 0, codePoint: 0xdf39 }],
  ])('take a pair of surrogates as one, and none alone: %j', (text, found) => {
    expect(findIllegalCharacter(text)).toEqual(found)
  })
})
