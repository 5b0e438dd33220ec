import { MEBIBYTE } from './limits.ts'

/** The range of each number. */
export const PREFERENCE_RANGES = {
  textSize: { min: 12, max: 16 },
  answerWithinMs: { min: 1000, max: 4900 },
  port: { min: 0, max: 65_535 },
  refusedRows: { min: 10, max: 100_000 },
  refusedBytes: { min: MEBIBYTE, max: 1024 * MEBIBYTE },
  keepDays: { min: 0, max: 3650 },
  keepRows: { min: 0, max: 10_000_000 },
  keepBytes: { min: 16 * MEBIBYTE, max: 65_536 * MEBIBYTE },
}
