/** Columns by which an element stands further in than the one around it, after a soft break. */
export const BREAK_INDENT = 2

/** Columns by which the rest of a wrapped line stands further in than its beginning. */
const HANG = 2
/** Columns; further in, there would be no room left in a narrow pane. */
export const DEEPEST = 24

/** Returns the columns at which a line goes on if it is wrapped. `breaks` is the depth of its deepest soft break. */
export function hangOf(text: string, tabSize: number, breaks: number): number {
  let indent = 0
  for (const sign of text) {
    if (sign === ' ') indent += 1
    else if (sign === '\t') indent += tabSize - (indent % tabSize)
    else break
  }
  return Math.min(DEEPEST, Math.max(indent, breaks * BREAK_INDENT) + HANG)
}
