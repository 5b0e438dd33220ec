/**
 * The place of an offset, for a person: line and column, both from 1; the column counts UTF-16 units, as editors do.
 */
export type TextPosition = { line: number; column: number }

/** LF, CRLF and a lone CR each end a line. Linear in `offset`. */
export function locate(text: string, offset: number): TextPosition {
  let line = 1
  let lineStart = 0
  const end = Math.min(offset, text.length)
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) {
      line++
      lineStart = i + 1
    }
  }
  return { line, column: end - lineStart + 1 }
}

/**
 * Does the same as `locate` for many offsets in ascending order: all of them together are as linear as the last one
 * alone.
 */
export function createLocator(text: string): (offset: number) => TextPosition {
  let from = 0
  let before: TextPosition = { line: 1, column: 1 }
  return (offset) => {
    const { line, column } = locate(text.slice(from, offset + 1), offset - from)
    before = { line: before.line + line - 1, column: line === 1 ? before.column + column - 1 : column }
    from = offset
    return before
  }
}

/** Returns the length of `text.slice(start, end)` in UTF-8 bytes. */
export function utf8Length(text: string, start = 0, end: number = text.length): number {
  let bytes = 0
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xe000) bytes += 2
    else bytes += 3
  }
  return bytes
}
