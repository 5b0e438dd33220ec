import * as v from 'valibot'
import { idSchema } from './command.ts'

/**
 * What has happened once on an account's way to its first message. `test`: a genuine message from this machine.
 * `tunnel`: any request that came from outside. `verification`: one from outside that passed. `message`: a genuine
 * message from outside.
 */
export const milestoneNames = ['test', 'tunnel', 'verification', 'message'] as const
export type MilestoneName = (typeof milestoneNames)[number]

const milestoneSchema = v.object({
  /** Epoch milliseconds. */
  at: v.number(),
  /** The exchange's id; the exchange itself may be gone. */
  exchange: idSchema,
  durationMs: v.number(),
  /** The address that was called from outside, as far as the headers tell; null for other requests. */
  url: v.nullable(v.pipe(v.string(), v.maxLength(400))),
})
export type Milestone = v.InferOutput<typeof milestoneSchema>

/** The first of each; kept with the account, so that clearing the history takes none back. */
export const milestonesSchema = v.object({
  test: v.optional(milestoneSchema),
  tunnel: v.optional(milestoneSchema),
  verification: v.optional(milestoneSchema),
  message: v.optional(milestoneSchema),
})
export type Milestones = v.InferOutput<typeof milestonesSchema>
