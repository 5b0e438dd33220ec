import type { PhoneAddress, PhoneRun, PhoneText } from '../contract/phone-view.ts'
import { TEXT_REPLY_SAFE_CHARACTERS } from '../wechat/limits.ts'
import { describeAddress, shorten, TEXT_MAX, TITLE_MAX } from './bounds.ts'
import { FACE_PATTERN, findEmoji } from './faces.ts'

const ANCHOR = String.raw`<[aA](?<attributes>(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))+)\s*>(?<inner>[^<]*)</[aA]\s*>`
/**
 * The characters of RFC 3986, so that it ends before Chinese text. A mark of punctuation at its end belongs to the
 * sentence, and so does a bracket that was not opened in it.
 */
const ADDRESS = String.raw`https?://(?:[\w\-.~:/?#[\]@!$&'*+,;=%]|\([\w\-.~:/?#[\]@!$&'*+,;=%]*\))+(?<![.,:;!?'])`
const FACE = `(?<face>${FACE_PATTERN})`

/** The user writes no markup; the account's texts may have links. */
const USERS_TOKEN = new RegExp(`(?<address>${ADDRESS})|${FACE}`, 'g')
const ACCOUNTS_TOKEN = new RegExp(`${ANCHOR}|(?<address>${ADDRESS})|${FACE}`, 'g')

/** Reads a text that the user wrote. */
export function readUsersText(content: string): PhoneText {
  return readText(content, USERS_TOKEN)
}

/** Reads the Content of a text reply, with a mark behind the last character that is safe. */
export function readAccountsText(content: string): PhoneText {
  return readText(content, ACCOUNTS_TOKEN, TEXT_REPLY_SAFE_CHARACTERS)
}

function readText(content: string, pattern: RegExp, safe = Infinity): PhoneText {
  const characters = countCharacters(content)
  const shown = content.slice(0, TEXT_MAX).replace(/[\uD800-\uDBFF]$/, '')
  const runs: PhoneRun[] = []
  // As in the findings, the characters of links and codes count as they are written.
  let left = characters > safe ? safe : Infinity
  const add = (run: PhoneRun, written: string) => {
    const count = countCharacters(written)
    const at = run.kind === 'text' && left > 0 && left < count ? divide(written, left) : written.length
    if (at < written.length) {
      runs.push({ kind: 'text', text: written.slice(0, at) }, { kind: 'mark', characters: safe })
      runs.push({ kind: 'text', text: written.slice(at) })
    } else {
      runs.push(run)
      if (left > 0 && left <= count) runs.push({ kind: 'mark', characters: safe })
    }
    left -= count
  }
  let from = 0
  for (const match of shown.matchAll(pattern)) {
    if (match.index > from) addText(shown.slice(from, match.index))
    const [written] = match
    add(readToken(written, match.groups ?? {}), written)
    from = match.index + written.length
  }
  if (from < shown.length) addText(shown.slice(from))
  return { kind: 'text', runs, characters, left: characters - countCharacters(shown) }

  function addText(text: string): void {
    add({ kind: 'text', text }, text)
  }
}

function readToken(written: string, groups: Record<string, string | undefined>): PhoneRun {
  const { attributes, inner = '', address, face } = groups
  if (attributes !== undefined) {
    const to = readAnchor(attributes)
    // Without an address it is no link.
    return to.opens === 'none'
      ? { kind: 'text', text: written }
      : { kind: 'link', text: shorten(inner, TITLE_MAX), address: to }
  }
  const emoji = face === undefined ? undefined : findEmoji(face)
  if (emoji !== undefined) return { kind: 'face', code: written, emoji }
  return address === undefined
    ? { kind: 'text', text: written }
    : { kind: 'link', text: written, address: describeAddress(address) }
}

/** Of a link to a mini program, `href` is only what an old client opens. */
function readAnchor(attributes: string): PhoneAddress {
  const read = (name: string) =>
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes)?.slice(1).join('') ??
    ''
  const appId = read('data-miniprogram-appid')
  if (appId === '') return describeAddress(read('href'))
  return {
    opens: 'mini-program',
    text: shorten(`${appId} ${read('data-miniprogram-path')}`.trim(), TITLE_MAX),
  }
}

const segmenter = new Intl.Segmenter()

/** Returns the offset behind so many characters, or behind the emoji or accented letter that it would tear apart. */
function divide(text: string, characters: number): number {
  const last = Array.from(text).slice(0, characters).join('').length - 1
  const { index, segment } = segmenter.segment(text).containing(last)!
  return index + segment.length
}

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
