/**
 * Returns the offset of the first `mark` beyond `max` of them; -1 if there are no more than that. It counts the mark
 * wherever it stands, in sections as well.
 */
export function findExcess(text: string, mark: string, max: number): number {
  let at = text.indexOf(mark)
  for (let marks = 1; at >= 0 && marks <= max; marks++) at = text.indexOf(mark, at + 1)
  return at
}
