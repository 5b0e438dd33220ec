import * as v from 'valibot'

/** How the workbench looks; the same in every window of this workbench. `system` follows the operating system. */
export const preferencesSchema = v.object({
  language: v.picklist(['system', 'zh', 'en']),
  theme: v.picklist(['system', 'light', 'dark']),
})
export type Preferences = v.InferOutput<typeof preferencesSchema>
