import { expect, it } from 'vitest'
import { readTimeField, writeTimeField } from '../../../../../src-renderer/screens/live/list/time-field.ts'

it('is written and read in the time of this machine, and stands for all of its second', () => {
  const noon = new Date(2026, 10, 27, 12, 30, 5).getTime()
  expect(writeTimeField(noon + 400)).toBe('2026-11-27T12:30:05')
  expect(readTimeField('2026-11-27T12:30:05')).toBe(noon + 999)
  expect(readTimeField('2026-11-27T12:30')).toBe(noon - 5000 + 999)
})

it('is no time while it is empty', () => {
  expect(readTimeField('')).toBeNull()
})
