/** How a signature comes about, step by step; values are the account's token and what stood in the query. */
export interface SignatureSteps {
  parts: { name: string; value: string }[]
  /** The same parts in byte order. */
  sorted: { name: string; value: string }[]
  joined: string
  /** SHA-1 of `joined`, 40 lower-case hex digits. */
  digest: string
}

/** One of the two signatures of a request, worked out anew and compared. */
export interface SignatureCheck {
  /** Null where timestamp or nonce is missing, or the path belongs to no account. */
  steps: SignatureSteps | null
  received: string | null
  ok: boolean
}

export interface SignatureReport extends SignatureCheck {
  /** `msg_signature`, which covers Encrypt as well; null where the message came in the clear. */
  msg: SignatureCheck | null
  /** The account's token has been changed since: these steps are not those of the moment of receipt. */
  tokenChanged: boolean
}
