import { expect, it } from 'vitest'
import {
  explainUnknown,
  hintTokenShape,
  SIGNATURE_MISTAKES,
} from '../../../../src-core/diagnosis/signature/doctor.ts'
import { nameMistake } from '../../../../src-core/diagnosis/signature/mistake-names.ts'
import { measureChinese } from '../../good-text.ts'

const CODES = [
  ...SIGNATURE_MISTAKES.map(({ code }) => code),
  ...['a'.repeat(32), 'A'.repeat(43), `wx${'0'.repeat(16)}`, '-'].map((token) => hintTokenShape(token)!.code),
  explainUnknown('', '').code,
  explainUnknown('0'.repeat(40), 'abc').code,
]

it.each(CODES)('%s has a short name of its own', (code) => {
  const { zh, en } = nameMistake(code)!
  expect(measureChinese(zh)).toBeLessThanOrEqual(10)
  expect(en.length).toBeLessThanOrEqual(28)
  expect(zh + en).not.toMatch(/[。.]$/)
  expect(CODES.filter((one) => nameMistake(one)!.zh === zh || nameMistake(one)!.en === en)).toEqual([code])
})

it('two mistakes at once have the name of the first', () => {
  expect(nameMistake('token-newline+parts-unsorted')).toEqual(nameMistake('token-newline'))
})
