import * as v from 'valibot'
import { command } from './command.ts'
import { UNDERSTOOD_MAX } from './issue-bounds.ts'
import { FILTER_MAX, MEBIBYTE, SAVED_FILTERS_MAX, TEXT_SIZE } from './limits.ts'
import { PREFERENCE_RANGES } from './preference-ranges.ts'

export function within({ min, max }: { min: number; max: number }) {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
}

/**
 * A preference is one row with its default: reading, saving, merging and changing it follow from that, and the compiler
 * asks for its name in both languages (`settings-notices.ts`).
 *
 * `language` to `wrap`: how the workbench looks, the same in every window; `system` follows the operating system.
 * `textSize` is that of ordinary text in pixels; `density` the height of the list's rows; `wrap` breaks long lines of
 * payloads.
 * `answerWithinMs`: `success` goes by itself if nobody has answered a message by hand so long after it came, unless its
 * account has a time of its own. The default leaves half a second for the way back through the tunnel.
 * `follow`: the list goes to what arrives, until one selects another row. `strangersHidden`: it leaves strangers out.
 * `waitingTitle` to `waitingSound`: the ways in which a waiting message asks for attention.
 * `responderPort` and `controlPort`: the ports to ask for at the next start; 0 is any free one.
 * `mutedCodes`: codes of findings that are not to be shown. `understood`: when an issue was marked as understood, in epoch
 * milliseconds, by the code of its finding. `keys`: the keys of actions that have others than at first,
 * by the action's id. `singleKeys`: letters without Ctrl are keys.
 * `savedFilters`: filters of the list, the one that was saved last first. What they ask for need not be readable: another
 * version may have written them.
 * `refusedRows` and `refusedBytes`: the amount of refused exchanges to keep. They are kept apart, so that somebody who
 * knows the address cannot push out genuine ones.
 * `durable`: each commit waits until the disk has it, so that a power cut costs none.
 * `keepDays`, `keepRows` and `keepBytes`: the exchanges that stay; days and rows are not for accounts that have bounds of
 * their own, and 0 sets no bound.
 * `askForUpdates`: the workbench may ask once a day whether there is a newer version. It is off until a person says yes.
 */
export const preferencesSchema = v.object({
  language: v.optional(v.picklist(['system', 'zh', 'en']), 'system'),
  theme: v.optional(v.picklist(['system', 'light', 'dark', 'contrast']), 'system'),
  textSize: v.optional(within(PREFERENCE_RANGES.textSize), TEXT_SIZE),
  density: v.optional(v.picklist(['compact', 'comfortable']), 'compact'),
  wrap: v.optional(v.boolean(), true),
  answerWithinMs: v.optional(within(PREFERENCE_RANGES.answerWithinMs), 4500),
  follow: v.optional(v.boolean(), true),
  strangersHidden: v.optional(v.boolean(), false),
  waitingTitle: v.optional(v.boolean(), true),
  waitingNotification: v.optional(v.boolean(), true),
  waitingFlash: v.optional(v.boolean(), true),
  waitingSound: v.optional(v.boolean(), false),
  responderPort: v.optional(within(PREFERENCE_RANGES.port), 7788),
  controlPort: v.optional(within(PREFERENCE_RANGES.port), 7789),
  mutedCodes: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(200)), () => []),
  understood: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.number(), v.integer(), v.minValue(0))),
      v.maxEntries(UNDERSTOOD_MAX),
    ),
    () => ({}),
  ),
  keys: v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.maxLength(64)),
        v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(4)),
      ),
      // Every snapshot holds them.
      v.maxEntries(500),
    ),
    () => ({}),
  ),
  singleKeys: v.optional(v.boolean(), true),
  savedFilters: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(FILTER_MAX))), v.maxLength(SAVED_FILTERS_MAX)),
    () => [],
  ),
  refusedRows: v.optional(within(PREFERENCE_RANGES.refusedRows), 1000),
  refusedBytes: v.optional(within(PREFERENCE_RANGES.refusedBytes), 16 * MEBIBYTE),
  durable: v.optional(v.boolean(), false),
  keepDays: v.optional(within(PREFERENCE_RANGES.keepDays), 0),
  keepRows: v.optional(within(PREFERENCE_RANGES.keepRows), 0),
  keepBytes: v.optional(within(PREFERENCE_RANGES.keepBytes), 2048 * MEBIBYTE),
  askForUpdates: v.optional(v.boolean(), false),
})
export type Preferences = v.InferOutput<typeof preferencesSchema>

export const DEFAULT_PREFERENCES: Preferences = v.parse(preferencesSchema, {})

export const preferencesCommands = {
  'preferences.update': command<Preferences>()({
    access: 'change',
    says: {
      zh: '修改偏好设置：语言、外观、被拒请求保留多少。',
      en: 'Changes preferences: language, theme, how much of rejected requests is kept.',
    },
    input: v.partial(preferencesSchema),
  }),
}
