import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import { replyDraftSchema } from './reply-draft.ts'
import type { Undoable } from './undo.ts'

/** The longest name of a template, in UTF-16 units. */
export const TEMPLATE_NAME_MAX = 64

/** A reply kept under a name, to answer with again. */
export const replyTemplateSchema = v.strictObject({
  id: idSchema,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(TEMPLATE_NAME_MAX)),
  draft: replyDraftSchema,
})
export type ReplyTemplate = v.InferOutput<typeof replyTemplateSchema>

export const templateCommands = {
  'template.save': command<ReplyTemplate>()({
    access: 'change',
    says: {
      zh: '把一份回复存为模板，同名的会被替换。',
      en: 'Saves a reply as a template, in place of one with the same name.',
    },
    input: v.omit(replyTemplateSchema, ['id']),
  }),
  'template.remove': command<Undoable>()({
    access: 'change',
    says: { zh: '删除一个回复模板。', en: 'Deletes a template.' },
    input: v.strictObject({ id: idSchema }),
  }),
}
