import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Bilingual, TextFile } from './text.ts'
import type { Undoable } from './undo.ts'

/** The longest name of a sample or a collection, in UTF-16 units. */
export const SAMPLE_NAME_MAX = 64

/** The longest text of a sample, in UTF-16 units: ten times what WeChat's largest pushes have. */
export const SAMPLE_TEXT_MAX = 64 * 1024

/** The most samples; they are all in the settings file. */
export const SAMPLES_MAX = 300

/** The longest file of a collection, in UTF-16 units. */
export const COLLECTION_TEXT_MAX = 4 * 1024 * 1024

const sampleNameSchema = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(SAMPLE_NAME_MAX))
const sampleTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(SAMPLE_TEXT_MAX))
const collectionSchema = v.pipe(v.string(), v.trim(), v.maxLength(SAMPLE_NAME_MAX))

/** A message of one's own, XML or JSON, kept beside the catalogue's to be sent again. */
export const ownSampleSchema = v.strictObject({
  id: idSchema,
  name: sampleNameSchema,
  /** The name of the collection that it is in; `''` if it is in none. Names are unique within one. */
  collection: v.optional(collectionSchema, ''),
  /** MsgType and Event in the text, as in `ExchangeMessage`; `''` and null if it has none. */
  type: v.pipe(v.string(), v.maxLength(SAMPLE_TEXT_MAX)),
  event: v.nullable(v.pipe(v.string(), v.maxLength(SAMPLE_TEXT_MAX))),
  text: sampleTextSchema,
})
export type OwnSample = v.InferOutput<typeof ownSampleSchema>

/** A fault in the file of a collection. Counted from 1. */
export interface CollectionFault {
  line: number
  column: number
  /** The message that it concerns; `''` if it is in none. */
  name: string
  says: Bilingual
}

/** What a file of a collection has brought. What cannot be read is left out and named; the rest is taken. */
export interface ImportedCollection {
  /** The name in the file, or else that of the file. */
  collection: string
  added: number
  /** Those that took the place of one with the same name. */
  replaced: number
  faults: CollectionFault[]
}

export const sampleCommands = {
  /** TOO_MANY: there are as many as can be kept. */
  'sample.save': command<OwnSample>()({
    access: 'change',
    says: {
      zh: '把一段 XML 或 JSON 存为自己的消息，同一合集里同名的会被替换。',
      en: 'Saves XML or JSON as a message of one’s own, in place of one with the same name in its collection.',
    },
    input: v.strictObject({
      name: sampleNameSchema,
      collection: v.optional(collectionSchema, ''),
      text: sampleTextSchema,
    }),
  }),
  /**
   * A collection is a text file in Markdown: `# collection`, then `## name` and the message in a fence for each.
   * TOO_MANY: nothing of it is taken.
   */
  'sample.import': command<ImportedCollection>()({
    access: 'change',
    says: {
      zh: '读入一个合集文件；读不了的部分指出行和列，其余照常读入。',
      en: 'Reads the file of a collection; what cannot be read is named by line and column, and the rest is taken.',
    },
    input: v.strictObject({
      file: v.pipe(v.string(), v.maxLength(255)),
      text: v.pipe(v.string(), v.maxLength(COLLECTION_TEXT_MAX)),
    }),
  }),
  /** NOT_FOUND: there is no message in it. */
  'sample.export': command<TextFile>()({
    access: 'read',
    says: {
      zh: '把一个合集写成可读的文本文件，可以放进代码仓库。',
      en: 'Writes a collection as a readable text file that a team can check in.',
    },
    input: v.strictObject({ collection: collectionSchema }),
  }),
  'sample.remove': command<Undoable>()({
    access: 'change',
    says: { zh: '删除一条自己的消息。', en: 'Deletes a message of one’s own.' },
    input: v.strictObject({ id: idSchema }),
  }),
}
