import type { Bilingual } from '../../contract/text.ts'

/** The habit that made a text that is not XML, and the intended text if that is certain. */
export interface Habit {
  habit: Bilingual
  /** The fix, if the habit has one of its own. */
  advice?: Bilingual
  repair?: string
}

export const SUCCESS = 'success'

/** Returns the text as a repair if it is a reply by itself. */
export function repairBy(text: string | undefined): { repair?: string } {
  const meant = text?.trim() ?? ''
  return meant === SUCCESS || /^<(?:\?xml\s|xml>)[^]*<\/xml>$/.test(meant) ? { repair: meant } : {}
}
