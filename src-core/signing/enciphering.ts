import type { Account } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Finding } from '../contract/exchange.ts'
import type {
  CipherOpening,
  CipherSealing,
  ExplainedSignature,
  OpenedCipher,
  SealedCipher,
} from '../contract/signing.ts'
import type { Bilingual } from '../contract/text.ts'
import { diagnoseEncodingAesKeys } from '../diagnosis/encryption/key.ts'
import { diagnoseLayers } from '../diagnosis/encryption/layers.ts'
import { diagnoseCompatible, readFields } from '../diagnosis/encryption/mode.ts'
import { writeEnvelope } from '../exchange/envelope.ts'
import type { Envelope } from '../exchange/envelope.ts'
import { decodeAesKey, decodeAesKeys } from '../wechat/cipher/aes-key.ts'
import { encryptMessage } from '../wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import type { KeyedDecryption } from '../wechat/cipher/keys.ts'
import { toCipherLayers } from '../wechat/cipher/layers.ts'
import { showSteps } from '../wechat/signature.ts'
import { XmlWriteError } from '../xml/write/check-writable.ts'
import { simpleFromXml } from '../xml/json/simple-from-xml.ts'
import { toSimple } from '../xml/json/simple.ts'
import { stringifyJson } from '../xml/json/stringify-json.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import type { XmlDocument } from '../xml/tree.ts'
import { describeBrokenXml, readPasted } from './pasted.ts'
import { diagnoseExplained, explainSignatures, ownerOf } from './signing.ts'

interface Keys {
  token: string
  /** The keys as typed, the current one first; the previous one only if there is one. */
  encodingAesKeys: string[]
  appId: string
}

/** Returns the keys given, or else the account's. Throws NOT_FOUND if there is no such account. */
function readKeys(
  { account, token, aesKey, previousAesKey, appId }: Omit<CipherOpening, 'text'>,
  accounts: readonly Account[],
): Keys {
  const owner = ownerOf(account, accounts)
  const previous = previousAesKey ?? owner?.previousAesKey ?? ''
  return {
    token: token ?? owner?.token ?? '',
    encodingAesKeys: [aesKey ?? owner?.aesKey ?? '', ...(previous === '' ? [] : [previous])],
    appId: appId ?? owner?.appId ?? '',
  }
}

/** A pasted text taken apart, with the bytes that were inside. */
export interface Opening {
  /** As in `OpenedCipher`. */
  problem: Bilingual | null
  msgSignature: ExplainedSignature | null
  findings: Finding[]
  /** Null without Encrypt or without a key. */
  decryption: KeyedDecryption | null
  /** The decrypted message; null if there is none, or it is not XML. */
  document: XmlDocument | null
}

/**
 * Takes an envelope or a bare Encrypt apart, layer by layer, whatever is wrong with it. The signature in a reply's
 * envelope is preferred to the one in `opening`, unless `insists` says that the latter is the one to check.
 */
export function openPasted(opening: CipherOpening, accounts: readonly Account[], insists = false): Opening {
  const keys = readKeys(opening, accounts)
  const keyFindings = diagnoseEncodingAesKeys(keys.encodingAesKeys)
  const nothing = { msgSignature: null, decryption: null, document: null, findings: keyFindings }
  // Without a text only the keys are checked.
  if (opening.text.trim() === '') return { ...nothing, problem: null }
  const pasted = readPasted(opening.text)
  if ('problem' in pasted) return { ...nothing, problem: pasted.problem }
  const { envelope, fields } = pasted
  const signed = findSigned(opening, envelope, insists)
  const explainSigned = (plaintext?: string) =>
    signed && explainMsgSignature(opening, { ...signed, encrypt: envelope.encrypt }, plaintext, accounts)
  const [first, ...others] = decodeAesKeys(keys.encodingAesKeys)
  if (!first) {
    const msgSignature = explainSigned()
    const findings = [...diagnoseSigned(msgSignature), ...keyFindings]
    return { ...nothing, problem: null, msgSignature, findings }
  }

  const decryption = decryptWithKeys({ encrypt: envelope.encrypt ?? '', appId: keys.appId }, [
    first,
    ...others,
  ])
  const { message } = decryption
  const parsed = message ? parseLenient(message) : null
  const document = parsed?.ok ? parsed.document : null
  const msgSignature = explainSigned(message ? decoder.decode(message) : undefined)
  return {
    problem: null,
    decryption,
    document,
    msgSignature,
    findings: [
      ...diagnoseSigned(msgSignature),
      ...keyFindings,
      ...diagnoseLayers(
        decryption,
        accounts.filter(({ appId }) => appId !== '' && appId !== keys.appId),
        null,
      ),
      ...(document ? diagnoseCompatible(fields, readFields(toSimple(document))) : []),
    ],
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Returns the same as plain data, for a screen. */
export function openCipher(opening: CipherOpening, accounts: readonly Account[]): OpenedCipher {
  const { decryption, document, ...opened } = openPasted(opening, accounts)
  return {
    ...opened,
    layers: decryption && toCipherLayers(decryption),
    message: decryption?.message ? decoder.decode(decryption.message) : null,
    json: document && stringifyJson(simpleFromXml(document).json),
  }
}

type Signed = NonNullable<CipherOpening['signed']>

/** A reply carries its own signature; a message's is in the query, and only the person who pastes it can give it. */
function findSigned({ signed }: CipherOpening, envelope: Envelope, insists: boolean): Signed | null {
  const { msgSignature, timestamp, nonce } = envelope
  if (insists && signed) return signed
  const own = msgSignature && timestamp !== null && nonce !== null ? { msgSignature, timestamp, nonce } : null
  return own ?? signed ?? null
}

function explainMsgSignature(
  { account, token }: CipherOpening,
  { encrypt, timestamp, nonce, msgSignature }: Signed & Pick<Envelope, 'encrypt'>,
  plaintext: string | undefined,
  accounts: readonly Account[],
): ExplainedSignature | null {
  if (encrypt === null) return null
  const question = { account, token, encrypt, timestamp, nonce, receivedMsg: msgSignature }
  return explainSignatures(question, accounts, plaintext).msgSignature
}

function diagnoseSigned(signature: ExplainedSignature | null): Finding[] {
  return signature ? diagnoseExplained('msg_signature', signature) : []
}

export interface SealingPorts {
  /** Epoch milliseconds. */
  now(): number
  randomBytes(length: number): Uint8Array
}

/** Returns an encrypted and signed reply. Throws NOT_WRITABLE if the nonce cannot stand in XML. */
export function sealCipher(
  sealing: CipherSealing,
  accounts: readonly Account[],
  { now, randomBytes }: SealingPorts,
): SealedCipher {
  const { token, encodingAesKeys, appId } = readKeys(sealing, accounts)
  const findings: Finding[] = diagnoseEncodingAesKeys(encodingAesKeys.slice(0, 1))
  if (sealing.xml === '') return { sealed: null, problem: null, findings }
  const parsed = parseLenient(new TextEncoder().encode(sealing.xml))
  const problem = parsed.ok ? null : describeBrokenXml(parsed.error)
  const decoded = decodeAesKey(encodingAesKeys[0] ?? '')
  if (!decoded.ok) return { sealed: null, problem, findings }

  const { key } = decoded
  const timestamp = sealing.timestamp ?? String(Math.floor(now() / 1000))
  const nonce = sealing.nonce ?? String(Buffer.from(randomBytes(4)).readUInt32BE())
  const encrypt = encryptMessage({ message: sealing.xml, key, appId, random16: createRandom16(randomBytes) })
  return {
    sealed: {
      envelope: write({ encrypt, token, timestamp, nonce }),
      msgSignature: showSteps(
        { token, timestamp, nonce, encrypt },
        { isTokenShown: sealing.token !== undefined },
      ),
      // Decrypted again instead of remembered: the other side will find exactly what is shown.
      layers: toCipherLayers(decryptWithKeys({ encrypt, appId }, [key])),
    },
    problem,
    findings,
  }
}

function write(input: Parameters<typeof writeEnvelope>[0]): string {
  try {
    return writeEnvelope(input)
  } catch (error) {
    if (!(error instanceof XmlWriteError)) throw error
    throw new CommandFailure('NOT_WRITABLE', 'The nonce cannot stand in XML.')
  }
}

/** Returns 96 random bits in 16 characters that a view can show, as WeChat's own are characters. */
function createRandom16(randomBytes: SealingPorts['randomBytes']): Uint8Array {
  return Buffer.from(Buffer.from(randomBytes(12)).toString('base64url'), 'latin1')
}
