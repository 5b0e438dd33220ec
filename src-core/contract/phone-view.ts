import type { Verdict } from './exchange.ts'
import type { Bilingual } from './text.ts'

/**
 * A conversation on the user's phone, as data to be drawn: a sketch after the official pages. All texts are bounded, and
 * no address in it is to be fetched.
 */
export interface PhoneView {
  /** Epoch milliseconds at which the message came; the present if it has not come yet. */
  at: number
  /** The user's side: a message, or an event. Null if it has not come yet. */
  sent: PhoneSent | null
  outcome: PhoneOutcome
  /** The other deliveries of the message, seen or expected, in their order. */
  deliveries: PhoneDelivery[]
}

export type PhoneSent =
  | PhoneText
  | { kind: 'image'; picture: PhonePicture; mediaId: string }
  /** `words` is the recognised text; empty if there is none. */
  | { kind: 'voice'; format: string; words: string; mediaId: string }
  | { kind: 'video'; mediaId: string }
  | { kind: 'place'; label: string; latitude: string; longitude: string }
  | { kind: 'link'; title: string; description: string; address: PhoneAddress }
  | { kind: 'file'; title: string }
  | { kind: 'mini-program'; title: string; path: string }
  | { kind: 'event'; says: Bilingual }
  /** A message of a type that no page describes. */
  | { kind: 'other'; type: string }

/**
 * What the user gets. `likely`: the faults behind it are only inferred.
 *
 * `retried`: WeChat asks again; `isLast` if it has asked three times. `unknown`: nothing is said, since nothing is known.
 * `packed`: the reply is compressed, and nobody says whether WeChat unpacks it.
 */
export type PhoneOutcome =
  | { kind: 'shown'; item: PhoneItem }
  | { kind: 'nothing'; why: 'empty' | 'success' | 'guarded' | 'no-effect' | 'not-a-reply' }
  | { kind: 'fault'; likely: boolean }
  | { kind: 'retried'; likely: boolean; isLast: boolean }
  | { kind: 'unknown'; why: 'unjudged' | 'sealed' | 'packed' | 'unreadable' }

export type PhoneItem =
  | PhoneText
  | { kind: 'image'; mediaId: string }
  | { kind: 'voice'; mediaId: string }
  | { kind: 'video'; mediaId: string; title: string; description: string }
  | { kind: 'music'; title: string; description: string; address: PhoneAddress; thumb: string }
  | PhoneNews
  /** `account` is the agent's; empty if any may take over. */
  | { kind: 'transfer'; to: 'agent' | 'ai'; account: string }
  /** A type of hardware, whose look no page describes. */
  | { kind: 'other'; type: string }

export interface PhoneText {
  kind: 'text'
  runs: PhoneRun[]
  /** The number of characters of the whole text. */
  characters: number
  /** The number of characters at its end that `runs` leave out. */
  left: number
}

/** `mark` stands behind the last character that is safe, whatever the size in bytes. */
export type PhoneRun =
  | { kind: 'text'; text: string }
  /** One of WeChat's own faces: `code` as written, and a similar emoji. */
  | { kind: 'face'; code: string; emoji: string }
  | { kind: 'link'; text: string; address: PhoneAddress }
  | { kind: 'mark'; characters: number }

/** `menu`: a choice that sends a text. `mini-program`: `text` is its AppID and path. `none`: there is no address. */
export interface PhoneAddress {
  opens: 'web' | 'mini-program' | 'menu' | 'other' | 'none'
  text: string
}

/** A picture that is not fetched; empty strings if its address has no such part. */
export interface PhonePicture {
  host: string
  file: string
}

export interface PhoneNews {
  kind: 'news'
  articles: PhoneArticle[]
  /** The number of articles in the reply, of which `articles` may leave some out. */
  count: number
  /** The number that WeChat shows in answer to this message. */
  limit: number
}

export interface PhoneArticle {
  title: string
  description: string
  picture: PhonePicture
  address: PhoneAddress
  /** False if it is beyond the limit. */
  isShown: boolean
}

export interface PhoneDelivery {
  /** 1 for the first. */
  number: number
  /** Milliseconds from the delivery at hand to this one, less than 0 if it came before; null if not known. */
  afterMs: number | null
  /** Null if it is expected. */
  verdict: Verdict | null
}
