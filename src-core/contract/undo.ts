import * as v from 'valibot'
import { command, idSchema } from './command.ts'

/** The result of a command that deletes something: `undo` is what `undo.apply` restores it by. */
export interface Undoable {
  undo: string
}

export const undoCommands = {
  /**
   * The last deletions are kept in memory, a bounded number, until the workbench ends. NOT_FOUND if this one is no
   * longer among them, or was undone already. PATH_TAKEN: another account has the deleted one's path meanwhile; once
   * that is changed, the same id works.
   */
  'undo.apply': command<null>()({
    access: 'change',
    says: {
      zh: '撤销一次删除或修复，原样恢复，包括次序和机密；只在本次运行内有效。',
      en: 'Undoes a deletion or a fix: everything is as before, order and secrets included; until the workbench ends.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
}
