import type { CheckCase, CheckGroup } from '../../contract/check-up.ts'
import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Talk } from './talk.ts'

/** The outcome of a case: what came back, and what counts against the backend; `because` if it was not tried. */
export type CaseEnd = { came: Bilingual; findings: Finding[] } | { because: Bilingual }

/** A row of the table of cases. */
export interface CaseRow extends CheckCase {
  /** Sends what the case is about, and judges what comes back. Rejects only with a `Stopped`, or by a defect of ours. */
  act(talk: Talk): Promise<CaseEnd>
}

/** Adds the group to the rows of one file, and to their ids. */
export function createGroup(group: CheckGroup, rows: readonly Omit<CaseRow, 'group'>[]): CaseRow[] {
  return rows.map((row) => ({ ...row, id: `${group}.${row.id}`, group }))
}
