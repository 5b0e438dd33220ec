import type { Bilingual } from '../../contract/text.ts'

/** What the answer was asked for: a message that was pushed, or a verification with its echostr. */
export interface Question {
  to: 'push' | 'verification'
  echostr?: string
  /** The address that the request went to, if known. */
  url?: string
}

/** A cause that the backend itself names in an error page. */
export interface Cause {
  /** The words of the page, or null if the status alone says it. */
  words: RegExp | null
  status?: readonly number[]
  /** `refused`: the request was not let in; otherwise the request was taken and something went wrong. */
  refused?: true
  /** Begins the title in place of the status. */
  title?: Bilingual
  detail: Bilingual
  fix: Bilingual
}
