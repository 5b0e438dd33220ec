export interface ChangedLine {
  sign: '-' | '+'
  text: string
}

/** Texts that differ in more lines than this are shown as taken out and put in whole. */
const MOST_COMPARED = 400

/**
 * Returns the lines in which two texts differ, in order, the old ones before the new ones. XML is often one long line,
 * so that each element begins a line here, as on the screen.
 */
export function changedLines(before: string, after: string): ChangedLine[] {
  const [old, now] = [splitLines(before), splitLines(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  const most = Math.min(old.length, now.length) - start
  while (end < most && old.at(-1 - end) === now.at(-1 - end)) end += 1
  return compare(old.slice(start, old.length - end), now.slice(start, now.length - end))
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n)|(?<=>)(?=<[^/!?])/)
}

/** Compares by the longest sequence of lines that both have. */
function compare(old: readonly string[], now: readonly string[]): ChangedLine[] {
  const changes: ChangedLine[] = []
  let [i, j] = [0, 0]
  const common = old.length + now.length > MOST_COMPARED ? null : commonLengths(old, now)
  while (i < old.length || j < now.length) {
    if (common && i < old.length && j < now.length && old[i] === now[j]) {
      i += 1
      j += 1
    } else if (i < old.length && (!common || j >= now.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      changes.push({ sign: '-', text: old[i++]! })
    } else {
      changes.push({ sign: '+', text: now[j++]! })
    }
  }
  return changes
}

/** Returns the number of lines that `old` from i and `now` from j have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  )
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        old[i] === now[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}
