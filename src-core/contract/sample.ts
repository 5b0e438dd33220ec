import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Undoable } from './undo.ts'

/** The longest name of a sample, in UTF-16 units. */
export const SAMPLE_NAME_MAX = 64

/** The longest text of a sample, in UTF-16 units: ten times what WeChat's largest pushes have. */
export const SAMPLE_TEXT_MAX = 64 * 1024

/** The most samples; they are all in the settings file. */
export const SAMPLES_MAX = 100

const sampleNameSchema = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(SAMPLE_NAME_MAX))
const sampleTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(SAMPLE_TEXT_MAX))

/** A message of one's own, XML or JSON, kept beside the catalogue's to be sent again. */
export const ownSampleSchema = v.strictObject({
  id: idSchema,
  name: sampleNameSchema,
  /** MsgType and Event in the text, as in `ExchangeMessage`; `''` and null if it has none. */
  type: v.pipe(v.string(), v.maxLength(SAMPLE_TEXT_MAX)),
  event: v.nullable(v.pipe(v.string(), v.maxLength(SAMPLE_TEXT_MAX))),
  text: sampleTextSchema,
})
export type OwnSample = v.InferOutput<typeof ownSampleSchema>

export const sampleCommands = {
  /** INVALID_INPUT: there are as many as can be kept. */
  'sample.save': command<OwnSample>()({
    access: 'change',
    says: {
      zh: '把一段 XML 或 JSON 存为自己的消息，同名的会被替换。',
      en: 'Saves XML or JSON as a message of one’s own, in place of one with the same name.',
    },
    input: v.strictObject({ name: sampleNameSchema, text: sampleTextSchema }),
  }),
  'sample.remove': command<Undoable>()({
    access: 'change',
    says: { zh: '删除一条自己的消息。', en: 'Deletes a message of one’s own.' },
    input: v.strictObject({ id: idSchema }),
  }),
}
