export interface VisibleRun {
  text: string
  /** True if `text` is the name of an invisible character. */
  named: boolean
}

/** Control, zero-width and direction characters, as a pane names them; and the ends of lines. */
const UNSEEN = /[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]/
const SIGNS: Record<string, string> = { '\n': '↵', '\r': '␍', '\t': '⇥' }

/** Splits a text into visible runs, and names for the invisible characters. */
export function visibleRuns(text: string): VisibleRun[] {
  // Every second part is the pattern's captured text.
  return text
    .split(new RegExp(`(${UNSEEN.source})`))
    .map((part, index) =>
      index % 2 === 0 ? { text: part, named: false } : { text: nameOf(part), named: true },
    )
    .filter((run) => run.text !== '')
}

function nameOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return SIGNS[character] ?? `U+${code}`
}
