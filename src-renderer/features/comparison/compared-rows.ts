import { comparedParts } from '../../../src-core/contract/comparison.ts'
import type { ComparedField, ComparedPart } from '../../../src-core/contract/comparison.ts'

export interface ComparedRow {
  name: string
  /** Null where a side has none. */
  left: string | null
  right: string | null
  differs: boolean
}

export interface ComparedGroup {
  part: ComparedPart
  rows: ComparedRow[]
}

/**
 * Returns the fields to show, by their parts; a part without any is left out. What differs stands first in its part.
 * Equal fields, and those that differ in any two deliveries, are shown only if asked for.
 */
export function groupFields(
  fields: readonly ComparedField[],
  { equal, volatile }: { equal: boolean; volatile: boolean },
): ComparedGroup[] {
  const shown = fields.filter((field) => (differs(field) ? volatile || field.volatile !== true : equal))
  return comparedParts.flatMap((part) => {
    const rows = shown
      .filter((field) => field.part === part)
      .map((field) => ({ name: field.name, left: field.left, right: field.right, differs: differs(field) }))
      .toSorted((a, b) => Number(b.differs) - Number(a.differs))
    return rows.length > 0 ? [{ part, rows }] : []
  })
}

/** Counts what differs; `volatile` are those that differ in any two deliveries. */
export function countDifferences(fields: readonly ComparedField[]): { telling: number; volatile: number } {
  const different = fields.filter(differs)
  const volatile = different.filter((field) => field.volatile === true).length
  return { telling: different.length - volatile, volatile }
}

function differs({ left, right }: ComparedField): boolean {
  return left !== right
}
