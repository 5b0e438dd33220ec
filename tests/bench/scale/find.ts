import type { WorkbenchHere } from '../workbench-here.ts'

/** What a call of `exchange.find` says, as far as it is measured. */
export interface Answer {
  /** The number of lines that came, and of exchanges that are found so far. */
  lines: number
  found: number
  looked: number
  done: boolean
}

/** Asks once for so many lines of the list from a place on. Throws if the filter cannot be answered. */
export async function find(
  call: WorkbenchHere['call'],
  filter: string,
  { from, count }: { from: number; count: number },
): Promise<Answer> {
  const answer = await call('exchange.find', { filter, from, count })
  const { faults, tooSlow, lines, found, looked, done } = answer
  if (faults.length > 0 || tooSlow) throw new Error(`${filter} was not answered`)
  return { lines: lines.length, found, looked, done }
}
