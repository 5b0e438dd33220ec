import { readFileSync } from 'node:fs'

/** Where a sample comes from: a repository, a file in it, and a line where known. */
interface Sample {
  id: string
  source: string
  path: string
  line?: number
}

export interface IncomingSample extends Sample {
  type: string
  category: 'official-account' | 'mini-program' | 'open-platform'
  provenance: string
  flags: string[]
  xml: string
  root: string
  fields: Record<string, unknown>
  cdataPaths: string[]
  /** Of a captured request: its query, and the token that signs it. */
  query?: { signature: string; timestamp: string; nonce: string }
  token?: string
}

export interface BrokenSample extends Sample {
  xml: string
  why: string
  /** What Python's expat says of it. */
  oracle: string
}

export interface CipherSample extends Sample {
  op: 'decrypt' | 'decrypt-echostr' | 'encrypt'
  token: string
  aesKey: string
  appid: string
  timestamp: string
  nonce: string
  encrypt?: string
  envelope?: string
  msg_signature?: string
  signature?: string
  plaintext?: string
  note?: string
  expect: {
    ok: boolean
    code?: number
    /** Any of these: the sample is damaged, and where that shows is a matter of chance. */
    codes?: number[]
    usage?: true
    plaintext?: string
    fields?: Record<string, string>
    TimeStamp?: string
    Nonce?: string
  }
  signatureHolds?: boolean
  plainSignatureHolds?: boolean
  signatureInEnvelope?: boolean
  computed?: { plaintext: string; receiveId: string; padding: number; randomPrefixHex: string }
}

export interface SignatureSample extends Sample {
  token: string
  timestamp: string
  nonce: string
  encrypt?: string
  expected: string
  valid: boolean
  note?: string
}

export interface ReplySample extends Sample {
  how: string
  request: string
  reply: string
  status: number
  tree?: unknown
  expect: { verdict?: string; code?: string }
  note?: string
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/vectors/peers/${name}.json`, import.meta.url), 'utf8'))

const messages = read('incoming') as { incoming: IncomingSample[]; incomingNegative: BrokenSample[] }

export const INCOMING = messages.incoming
export const INCOMING_NEGATIVE = messages.incomingNegative
export const CIPHERS = read('crypto') as CipherSample[]
export const SIGNATURES = read('signature') as SignatureSample[]
export const REPLIES = read('replies') as ReplySample[]

/** The samples have every value as text; the simple view has numbers where they are safe. */
export function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]))
}
