import * as v from 'valibot'

const MEBIBYTE = 1024 * 1024

/**
 * `language` and `theme`: how the workbench looks, the same in every window; `system` follows the operating system.
 * `refusedRows` and `refusedBytes`: how much is kept of what was refused, apart from everything else, so that nobody
 * who knows the address can push out what is genuine.
 */
export const preferencesSchema = v.object({
  language: v.picklist(['system', 'zh', 'en']),
  theme: v.picklist(['system', 'light', 'dark']),
  refusedRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(100_000)), 1000),
  refusedBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(MEBIBYTE), v.maxValue(1024 * MEBIBYTE)),
    16 * MEBIBYTE,
  ),
})
export type Preferences = v.InferOutput<typeof preferencesSchema>

export const DEFAULT_PREFERENCES: Preferences = v.parse(preferencesSchema, {
  language: 'system',
  theme: 'system',
})
