import * as v from 'valibot'

/** As much as the responder reads of a body, in UTF-16 units. */
export const PASTED_TEXT_MAX = 1024 * 1024

/** Something pasted: a URL, a line of a log, a command, or a page full of them. */
export const pastedTextSchema = v.strictObject({ text: v.pipe(v.string(), v.maxLength(PASTED_TEXT_MAX)) })
