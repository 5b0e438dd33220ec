/**
 * The names (§2.3) and characters (§2.2) that XML 1.0 (fifth edition) allows.
 *
 * Two legal name characters are left out, U+1680 and U+FEFF: fast-xml-parser takes both for blanks and would cut the
 * name in two. Nobody has names with them; refusing is better than a wrong tree.
 */

const NAME_START =
  ':A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*$`, 'u')

const ASCII_NAME = /^[:A-Z_a-z][:\w.-]*$/

// With the `u` flag a surrogate range matches only surrogates that stand alone.
const ILLEGAL = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF\uD800-\uDFFF]/u
const ILLEGAL_UNIT = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/
const ILLEGAL_OR_SURROGATE = /[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/

export function isXmlName(name: string): boolean {
  return ASCII_NAME.test(name) || NAME.test(name)
}

/**
 * Returns the first character that XML 1.0 cannot carry at all, not even as a reference; `undefined` if there is none.
 */
export function findIllegalCharacter(text: string): { at: number; codePoint: number } | undefined {
  // Every value of every document comes by here, often more than once. Most pass the first test, which takes half of the
  // time of the two that follow, and those take a third of the time of the search.
  if (!ILLEGAL_OR_SURROGATE.test(text)) return undefined
  if (!ILLEGAL_UNIT.test(text) && text.isWellFormed()) return undefined
  const at = text.search(ILLEGAL)
  return { at, codePoint: text.charCodeAt(at) }
}

export function isLegalCodePoint(codePoint: number): boolean {
  return (
    codePoint === 0x09 ||
    codePoint === 0x0a ||
    codePoint === 0x0d ||
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  )
}

/** `U+001D`, as in the Unicode charts. */
export function nameCodePoint(codePoint: number): string {
  return 'U+' + codePoint.toString(16).toUpperCase().padStart(4, '0')
}

/**
 * Returns whether XML can carry the comment: it cannot hold `--`, end in `-` (§2.5) or keep a CR, which every parser
 * reads as LF (§2.11).
 */
export function isWritableComment(value: string): boolean {
  return !value.includes('--') && !value.endsWith('-') && !value.includes('\r')
}

/** The target is a name but not `xml` (§2.6); the data cannot hold `?>` or CR, nor start with blanks and keep them. */
export function isWritablePi(target: string, data: string): boolean {
  return isXmlName(target) && !/^xml$/i.test(target) && !/\?>|\r|^[ \t\n]/.test(data)
}
