import type { Mode } from '../exchange.ts'
import type { Bilingual } from '../text.ts'

/** The parts of the account on which the check of a field depends. */
export interface CheckedAccount {
  path: string
  mode: Mode
}

/** One thing to say of a value that somebody typed into a field, as WeChat's console would see it. */
export interface FieldNote {
  /** Stable. Notes on a token that the doctor has as well have the doctor's code. */
  code: string
  /** `wrong`: it cannot be right. `unusual`: it may be, and mostly is not. */
  severity: 'wrong' | 'unusual'
  text: Bilingual
  /** The mended value, if there is only one that can be meant; `label` says what mending does. */
  mend?: { label: Bilingual; value: string }
  /** Further typing may mend it: not worth saying while somebody writes. */
  unfinished?: true
}

/** The same on a value that does not leave the core: without the mended value. */
export type StoredNote = Omit<FieldNote, 'mend'> & { mend?: { label: Bilingual } }
