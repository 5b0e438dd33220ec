import type { Mode } from '../../contract/exchange.ts'

/** The address that is checked, and what WeChat knows of its account. */
export interface CheckTarget {
  /** As WeChat calls it: with an AppID in place of a mark. */
  url: string
  token: string
  /** The account's `gh_…`. */
  originalId: string
  /** The mode in which ordinary messages are sent. */
  mode: Mode
  /** Null in plaintext mode. */
  encryption: CheckEncryption | null
}

export interface CheckEncryption {
  /** 32 bytes. */
  key: Uint8Array
  appId: string
  /** The key before the current one; null if there was none. */
  previousKey: Uint8Array | null
}
