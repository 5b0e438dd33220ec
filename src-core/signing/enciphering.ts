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
import type { Fields } from '../diagnosis/encryption/mode.ts'
import { findEnvelope, readEnvelope, writeEnvelope } from '../exchange/envelope.ts'
import type { Envelope } from '../exchange/envelope.ts'
import { decodeAesKey, decodeAesKeys } from '../wechat/cipher/aes-key.ts'
import { encryptMessage } from '../wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../wechat/cipher/keys.ts'
import { toCipherLayers } from '../wechat/cipher/layers.ts'
import { showSteps } from '../wechat/signature.ts'
import { XmlWriteError } from '../xml/write/check-writable.ts'
import { simpleFromXml } from '../xml/json/simple-from-xml.ts'
import { toSimple } from '../xml/json/simple.ts'
import { stringifyJson } from '../xml/json/stringify-json.ts'
import { parseLenient } from '../xml/parse/lenient.ts'
import { explainSignatures, ownerOf } from './signing.ts'

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

/** A pasted envelope, with the plain fields beside Encrypt, or a pasted Encrypt alone. */
type Pasted = { envelope: Envelope; fields: Fields } | { problem: Bilingual }

/** Takes an envelope or a bare Encrypt apart, layer by layer, whatever is wrong with it. */
export function openCipher(opening: CipherOpening, accounts: readonly Account[]): OpenedCipher {
  const keys = readKeys(opening, accounts)
  const keyFindings = diagnoseEncodingAesKeys(keys.encodingAesKeys)
  const nothing = { layers: null, message: null, json: null, msgSignature: null }
  // Without a text only the keys are checked.
  if (opening.text.trim() === '') return { ...nothing, problem: null, findings: keyFindings }
  const pasted = readPasted(opening.text)
  if ('problem' in pasted) return { ...nothing, problem: pasted.problem, findings: keyFindings }
  const { envelope, fields } = pasted
  const encrypt = envelope.encrypt ?? ''
  const [first, ...others] = decodeAesKeys(keys.encodingAesKeys)
  const explainSigned = (plaintext?: string | null) =>
    explainMsgSignature(opening, envelope, plaintext, accounts)
  if (!first) return { ...nothing, problem: null, msgSignature: explainSigned(), findings: keyFindings }

  const decryption = decryptWithKeys({ encrypt, appId: keys.appId }, [first, ...others])
  const message =
    decryption.message && new TextDecoder('utf-8', { ignoreBOM: true }).decode(decryption.message)
  const parsed = decryption.message ? parseLenient(decryption.message) : null
  const document = parsed?.ok ? parsed.document : null
  return {
    problem: null,
    layers: toCipherLayers(decryption),
    message,
    json: document && stringifyJson(simpleFromXml(document).json),
    msgSignature: explainSigned(message),
    findings: [
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

function explainMsgSignature(
  { account, token, signed }: CipherOpening,
  envelope: Envelope,
  plaintext: string | null | undefined,
  accounts: readonly Account[],
): ExplainedSignature | null {
  const { encrypt, msgSignature, timestamp, nonce } = envelope
  // A reply carries its own; a message's are in the query, and only the person who pastes it can give them.
  const own = msgSignature && timestamp !== null && nonce !== null ? { msgSignature, timestamp, nonce } : null
  const given = own ?? signed
  if (!given || encrypt === null) return null
  const question = { account, token, encrypt, timestamp: given.timestamp, nonce: given.nonce }
  const received = { ...question, receivedMsg: given.msgSignature }
  return explainSignatures(received, accounts, plaintext ?? undefined).msgSignature
}

function readPasted(text: string): Pasted {
  const trimmed = cutOutXml(text.trim())
  if (!trimmed.startsWith('<')) {
    return { envelope: { encrypt: trimmed, msgSignature: null, timestamp: null, nonce: null }, fields: {} }
  }
  const parsed = parseLenient(new TextEncoder().encode(trimmed))
  if (!parsed.ok) return { problem: describeBrokenXml(parsed.error) }
  const element = findEnvelope(parsed.document)
  if (!element) return { problem: NO_ENCRYPT }
  return { envelope: readEnvelope(element), fields: readFields(toSimple(parsed.document)) }
}

/** Somebody may paste a whole request, headers included. */
function cutOutXml(text: string): string {
  const start = text.search(/<xml[\s>]/)
  const end = text.lastIndexOf('</xml>')
  return start >= 0 && end > start ? text.slice(start, end + '</xml>'.length) : text
}

const NO_ENCRYPT: Bilingual = {
  zh: '这段 XML 里没有 Encrypt，没有什么可以解密。',
  en: 'There is no Encrypt in this XML, so there is nothing to decrypt.',
}

function describeBrokenXml({
  line,
  column,
  message,
}: {
  line: number
  column: number
  message: Bilingual
}): Bilingual {
  return {
    zh: `XML 第 ${line} 行第 ${column} 列：${message.zh}`,
    en: `XML line ${line}, column ${column}: ${message.en}`,
  }
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
