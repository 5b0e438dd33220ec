import type { Place } from '../../contract/exchange.ts'
import { readPage } from '../page/page.ts'
import type { Answer, Page } from '../page/page.ts'
import { EDGES } from './edges.ts'
import type { Hop, HopWords, Sign } from './hop.ts'
import { NETWORKS } from './networks.ts'
import { PROXIES } from './proxies.ts'
import { TUNNELS } from './tunnels.ts'
import { WEB_SERVERS } from './web-servers.ts'

/** The hop that wrote an answer in place of the backend. */
export interface FoundHop {
  hop: Hop
  words: HopWords
  /** The bytes that show it: `Ngrok-Error-Code: ERR_NGROK_3200`, or a piece of the page. */
  shown: string
  at: Place
}

/** Tunnels and edges have marks of their own; a page of nginx comes from whoever runs nginx, and is asked last. */
const HOPS: readonly Hop[] = [...TUNNELS, ...EDGES, ...NETWORKS, ...PROXIES, ...WEB_SERVERS]

/** Finds the hop that wrote this answer itself. Returns null if it is the backend's own, as far as the bytes show. */
export function findHop(answer: Answer): FoundHop | null {
  const page = readPage(answer)
  for (const hop of HOPS) {
    for (const sign of hop.signs) {
      const found = matchSign(sign, answer, page)
      if (found) return { hop, ...found }
    }
  }
  return null
}

function matchSign(sign: Sign, answer: Answer, page: Page): Omit<FoundHop, 'hop'> | null {
  if (sign.status && !sign.status.includes(answer.status)) return null
  const header = sign.header ? matchHeader(sign.header, answer) : null
  if (sign.header && !header) return null
  const body = sign.body ? sign.body.exec(page.text) : null
  if (sign.body && !body) return null
  const match = body ?? header?.match ?? /^.*$/.exec(String(answer.status))!
  const words = typeof sign.words === 'function' ? sign.words(match) : sign.words
  if (body && body[0] !== '') {
    const piece = body.groups?.['shown'] ?? body[0]
    // The piece that tells who it was stands at the end of what was matched, if it occurs twice.
    const start = body.index + body[0].lastIndexOf(piece)
    return {
      words,
      shown: shorten([body.groups?.['title'], piece].filter(Boolean).join(' · ')),
      at: page.placeOf(start, start + piece.length),
    }
  }
  if (!header) return { words, shown: String(answer.status), at: { in: 'reply-status' } }
  const { name, value } = header
  return { words, shown: `${name}: ${shorten(value)}`, at: { in: 'reply-header', name } }
}

function matchHeader({ name, value }: NonNullable<Sign['header']>, { headers }: Answer) {
  for (const [key, text] of headers) {
    const match = key.toLowerCase() === name.toLowerCase() ? value.exec(text) : null
    if (match) return { name: key, value: text, match }
  }
  return null
}

const SHOWN = 80

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
