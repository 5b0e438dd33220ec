import { isLegalCodePoint } from '../../xml/validity.ts'

/** The names of HTML for U+00A0 to U+00FF, in order. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.split(' ').map((name, i): [string, string] => [name, String.fromCharCode(0xa0 + i)]),
  ...Object.entries({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bull: '•',
    hellip: '…',
    permil: '‰',
    prime: '′',
    Prime: '″',
    euro: '€',
    trade: '™',
    larr: '←',
    uarr: '↑',
    rarr: '→',
    darr: '↓',
    hearts: '♥',
    star: '☆',
    check: '✓',
  }),
])

/** References of XML and HTML, and two that spell one character as a surrogate pair. */
const REFERENCES = /(?:&#(?:x[0-9a-f]{1,6}|\d{1,7});|&[A-Za-z][A-Za-z0-9]{1,9};)+/gi
const REFERENCE = /&#x([0-9a-f]+);|&#(\d+);|&([A-Za-z0-9]+);/gi

/** Returns the first run of references, all of which name characters; null if there is none. */
export function findReferences(text: string): string | null {
  for (const [run] of text.matchAll(REFERENCES)) if (decodeReferences(run) !== run) return run
  return null
}

/** Decodes the references that name characters, once, as HTML does; leaves all others. */
export function decodeReferences(text: string): string {
  return text.replace(REFERENCES, (run) => {
    const decoded = run.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED.get(name) ?? whole
      const codePoint = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
      const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
      if (isSurrogate) return String.fromCharCode(codePoint)
      return isLegalCodePoint(codePoint) ? String.fromCodePoint(codePoint) : whole
    })
    // Half a surrogate pair is no character.
    return /\p{Surrogate}/u.test(decoded) ? run : decoded
  })
}
