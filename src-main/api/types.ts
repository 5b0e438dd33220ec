/** The shapes that the package's functions take and return. It imports nothing: `index.d.ts` is made of it. */

/** A sentence in both languages of mpscope. */
export interface Bilingual {
  zh: string
  en: string
}

/** How far WeChat encrypts: 明文, 兼容, 安全. */
export type Mode = 'plaintext' | 'compatible' | 'safe'

/**
 * What all functions here throw. `INVALID_INPUT`: a field is missing, misspelt or of another kind. `NOT_FOUND`: there is no
 * such message. `NOT_READABLE`: a text is not XML or JSON, or cannot become the other. `NOT_DECRYPTED`: no key opens it,
 * or its signature does not fit. `message` is `text.en`; neither ever contains a token or a key.
 */
export interface MpscopeError extends Error {
  name: 'MpscopeError'
  code: 'INVALID_INPUT' | 'NOT_FOUND' | 'NOT_READABLE' | 'NOT_DECRYPTED'
  text: Bilingual
}

/**
 * `accepted`: WeChat takes the reply. `ignored`: it is empty or `success`, and the user sees nothing. `retried`: WeChat
 * sends the message again. `fault`: the user sees the fault prompt. `rejected`: only of `verifyUrl`, the address is not
 * taken.
 */
export type Verdict = 'accepted' | 'ignored' | 'retried' | 'fault' | 'rejected'

/** One thing that is to be said of a reply. */
export interface Finding {
  /** Stable, as `reply.not-xml`; `mpscope explain CODE` tells on what it rests. */
  code: string
  severity: 'error' | 'warning' | 'info'
  /** What there is. */
  title: Bilingual
  /** Why it matters. */
  detail: Bilingual
  /** What to do; empty if nothing is to be done. */
  fix: Bilingual
  /** Where; in a body with `offset` and `length` in bytes, and `line` and `column` from 1. Null if it has no place. */
  at: { in: string; offset?: number; length?: number; line?: number; column?: number } | null
  /** The whole body with this finding mended; present if that takes no guessing. */
  repair?: string
}

/** WeChat's verdict, and why: the most severe finding first. */
export interface Judgement {
  verdict: Verdict
  findings: Finding[]
}

/** One request and its reply, in the form in which mpscope stores it. It has more keys than these. */
export interface Exchange extends Judgement {
  id: string
  /** Epoch milliseconds. */
  receivedAt: number
  mode: Mode
  /** `headers` are pairs of name and value, in the order in which they were sent. */
  request: {
    method: string
    path: string
    query: Record<string, string>
    headers: [string, string][]
    body: string
  }
  /** The message that was sent, before it was encrypted; `json` is its simple view. Null for a verification. */
  message: { type: string; event: string | null; xml: string; json: unknown } | null
  /** `status` is 0 if nothing came back; the findings then say why. */
  response: { status: number; headers: [string, string][]; body: string; durationMs: number }
}

export interface SignatureInput {
  token: string
  /** Seconds, exactly as in the URL. */
  timestamp: string
  /** Exactly as in the URL. */
  nonce: string
  /** The text of `<Encrypt>`: with it the signature is `msg_signature`, without it `signature`. */
  encrypt?: string | undefined
}

export interface EncryptInput {
  /** The reply, or what else is to be encrypted. Not empty: an empty reply goes out as it is. */
  message: string
  token: string
  /** The EncodingAESKey of the console: 43 letters and digits. */
  aesKey: string
  appId: string
  /** Seconds; now if left out. */
  timestamp?: string | undefined
  /** Random if left out. */
  nonce?: string | undefined
}

export interface DecryptInput {
  /** An encrypted message or reply, XML or JSON, or the text of `<Encrypt>` alone. */
  envelope: string
  token: string
  /** The EncodingAESKey of the console: 43 letters and digits. */
  aesKey: string
  /** The key before the last change, which is tried as well. */
  previousAesKey?: string | undefined
  appId: string
  /** `msg_signature` of the message's URL, which goes with `timestamp` and `nonce`. A reply has its own inside. */
  msgSignature?: string | undefined
  timestamp?: string | undefined
  nonce?: string | undefined
}

export interface Decrypted {
  /** What was inside, as text. */
  message: string
  /** The AppID that was inside. */
  receiver: string
  /** False if no signature was given and none was inside, so that none was checked. */
  isSigned: boolean
}

export interface JudgeInput {
  /** The body of the reply, byte for byte. */
  reply: string | Uint8Array
  /** The message that is replied to, XML or JSON; it may be encrypted. */
  request: string | Uint8Array
  /** The HTTP status; 200 if left out. */
  status?: number | undefined
  /** The response's headers by name. */
  headers?: Record<string, string> | undefined
  /** Milliseconds until the reply was there; 0 if left out. WeChat waits 5000. */
  took?: number | undefined
  /** How the message came; as `request` shows if left out. */
  mode?: Mode | undefined
  /** With `aesKey` and `appId`: opens an encrypted reply, whose content is judged then. */
  token?: string | undefined
  aesKey?: string | undefined
  appId?: string | undefined
}

/** `simple`: the form that developers know, `{"xml": {"Content": "你好"}}`. `lossless`: names every node. */
export type View = 'simple' | 'lossless'

export interface Converted {
  /** As text, since a MsgId has more digits than a number in JavaScript holds. */
  text: string
  /** True if converting back gives the same document; it was tried. */
  lossless: boolean
  /** What the way back would change; the first thousand or so. */
  issues: { code: string; path: string; message: Bilingual }[]
}

/** The kind of a message of the catalogue, as in WeChat's documentation, and values for its fields. */
export interface SampleInput {
  /** MsgType; `text` if left out, or `event` with an `event`. */
  type?: string | undefined
  /** Event, such as `subscribe` or `CLICK`. */
  event?: string | undefined
  /** Values by name, or by path with `/`: `{ Content: '你好', 'ScanCodeInfo/ScanResult': '1' }`. */
  set?: Record<string, string> | undefined
}

export interface SendInput extends SampleInput {
  /** The backend's address, http or https, as it is registered in the console. */
  url: string
  token: string
  /** Sends this text, XML or JSON, exactly as it is; goes with none of `type`, `event`, `set`. */
  message?: string | undefined
  /** `plaintext` if left out, or `safe` with an `aesKey`. */
  mode?: Mode | undefined
  aesKey?: string | undefined
  appId?: string | undefined
}
