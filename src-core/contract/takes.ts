import * as v from 'valibot'

/** The most OpenIDs, and the most scenes, that one backend may take. */
export const TAKEN_MAX = 50

const taken = v.optional(
  v.pipe(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(128))), v.maxLength(TAKEN_MAX)),
  [],
)

/**
 * The messages that a backend answers whatever the account's rules and policy say: those of these senders, and the
 * events of these scenes. Several developers share one address in this way, since a test account has only one.
 */
export const takesSchema = v.strictObject({
  /** OpenIDs, compared exactly. */
  senders: taken,
  /** Values of EventKey, with or without the `qrscene_` that a subscription by QR code puts before its scene. */
  scenes: taken,
  /** As in the policy: `success` goes back if WeChat would not take the backend's reply, or it is late. */
  guard: v.optional(v.boolean(), true),
})
export type Takes = v.InferOutput<typeof takesSchema>
