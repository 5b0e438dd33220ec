import * as v from 'valibot'
import { command } from './command.ts'

const MEBIBYTE = 1024 * 1024

/**
 * A preference is one row with its default: reading, saving, merging and changing it follow from that, and the
 * compiler asks for its name in both languages (`settings-notices.ts`).
 *
 * `language` and `theme`: how the workbench looks, the same in every window; `system` follows the operating system.
 * `refusedRows` and `refusedBytes`: how much is kept of what was refused, apart from everything else, so that nobody
 * who knows the address can push out what is genuine.
 */
export const preferencesSchema = v.object({
  language: v.optional(v.picklist(['system', 'zh', 'en']), 'system'),
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  refusedRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(100_000)), 1000),
  refusedBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(MEBIBYTE), v.maxValue(1024 * MEBIBYTE)),
    16 * MEBIBYTE,
  ),
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
