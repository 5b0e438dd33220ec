import type { PhoneAddress, PhonePicture } from '../contract/phone-view.ts'

/** The most UTF-16 units of a text that are drawn: more than any phone shows of it. */
export const TEXT_MAX = 4000
export const TITLE_MAX = 200
export const DESCRIPTION_MAX = 400
const ADDRESS_MAX = 1000
const NAME_MAX = 60

/** The characters that tell one MediaId from another. */
const ID_SHOWN = 8

/** Shortens a text. Leaves out a surrogate pair rather than half of it. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Returns the end of a MediaId. */
export function endOfId(id: string): string {
  const trimmed = id.trim()
  if (trimmed.length <= ID_SHOWN) return trimmed
  return `…${trimmed.slice(-ID_SHOWN).replace(/^[\uDC00-\uDFFF]/, '')}`
}

/**
 * Describes an address. Characters that cannot be seen are escaped, as a browser does: those that turn the direction of
 * writing would show another address than the one that opens.
 */
export function describeAddress(address: string): PhoneAddress {
  const seen = address.trim().replace(/[\p{Cc}\p{Cf}]/gu, encodeURIComponent)
  const text = shorten(seen, ADDRESS_MAX)
  if (text === '') return { opens: 'none', text }
  if (/^weixin:\/\/bizmsgmenu\b/i.test(text)) return { opens: 'menu', text }
  return { opens: /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text) ? 'web' : 'other', text }
}

/** Returns host and file name of a picture's address: enough to tell which one it is. */
export function describePicture(address: string): PhonePicture {
  const trimmed = address.trim().slice(0, ADDRESS_MAX)
  if (!/^https?:/i.test(trimmed) || !URL.canParse(trimmed))
    return { host: '', file: shorten(trimmed, NAME_MAX) }
  const { host, pathname } = new URL(trimmed)
  return { host: shorten(host, NAME_MAX), file: shorten(pathname.split('/').at(-1) ?? '', NAME_MAX) }
}
