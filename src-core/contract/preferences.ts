import * as v from 'valibot'
import { command } from './command.ts'
import { MEBIBYTE } from './limits.ts'

/** The range of each number. */
export const PREFERENCE_RANGES = {
  refusedRows: { min: 10, max: 100_000 },
  refusedBytes: { min: MEBIBYTE, max: 1024 * MEBIBYTE },
}

function within({ min, max }: { min: number; max: number }) {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
}

/**
 * A preference is one row with its default: reading, saving, merging and changing it follow from that, and the compiler
 * asks for its name in both languages (`settings-notices.ts`).
 *
 * `language` and `theme`: how the workbench looks, the same in every window; `system` follows the operating system.
 * `refusedRows` and `refusedBytes`: the amount of refused exchanges to keep. They are kept apart, so that somebody who
 * knows the address cannot push out genuine ones.
 */
export const preferencesSchema = v.object({
  language: v.optional(v.picklist(['system', 'zh', 'en']), 'system'),
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  refusedRows: v.optional(within(PREFERENCE_RANGES.refusedRows), 1000),
  refusedBytes: v.optional(within(PREFERENCE_RANGES.refusedBytes), 16 * MEBIBYTE),
})
export type Preferences = v.InferOutput<typeof preferencesSchema>

export const DEFAULT_PREFERENCES: Preferences = v.parse(preferencesSchema, {})

export const preferencesCommands = {
  'preferences.update': command<Preferences>()({
    access: 'change',
    says: {
      zh: '修改偏好设置：语言、外观、被拒请求保留多少。',
      en: 'Changes preferences: language, theme, how much of refused requests is kept.',
    },
    input: v.partial(preferencesSchema),
  }),
}
