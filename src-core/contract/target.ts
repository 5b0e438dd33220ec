import * as v from 'valibot'
import { idSchema } from './command.ts'
import { isServerUrl } from './field-check/addresses.ts'

/** An address of somebody's server. */
export const serverUrlSchema = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check(isServerUrl, 'a whole http:// or https:// address without a password'),
)

/**
 * Where a request of ours goes: to the account's own address at our responder, to one of the account's backends, or to
 * any address. Only a URL that somebody named is ever called, and no redirect is followed.
 */
export const targetSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('responder') }),
  v.strictObject({ kind: v.literal('backend'), id: idSchema }),
  v.strictObject({ kind: v.literal('url'), url: serverUrlSchema }),
])
export type Target = v.InferOutput<typeof targetSchema>
