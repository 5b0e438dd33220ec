import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { say } from '../say.ts'
import { fillHistory } from './fill-history.ts'

export interface FilledHistory {
  folder: string
  rows: number
  /** Microseconds to record one of its exchanges; null if they were there. */
  recordMicros: number | null
}

/**
 * Fills histories of so many rows and measures each, one after the other. They are in `place` and stay there; left out,
 * it is a new folder that goes afterwards.
 */
export async function withHistories<Figures>(
  sizes: readonly number[],
  measure: (history: FilledHistory) => Promise<Figures>,
  place?: string,
): Promise<Figures[]> {
  const folders = place === undefined ? mkdtempSync(join(tmpdir(), 'mpscope-bench-')) : resolve(place)
  try {
    const figures: Figures[] = []
    for (const rows of sizes) {
      const folder = join(folders, String(rows))
      mkdirSync(folder, { recursive: true })
      say(`Filling a history with ${rows} exchanges …`)
      const recordMicros = await fillHistory(folder, rows)
      figures.push(await measure({ folder, rows, recordMicros }))
    }
    return figures
  } finally {
    if (place === undefined) rmSync(folders, { recursive: true, force: true })
  }
}
