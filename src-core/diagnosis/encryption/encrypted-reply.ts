import type { Finding, Mode } from '../../contract/exchange.ts'
import { readEnvelope } from '../../exchange/envelope.ts'
import { findBase64Fault } from '../../wechat/cipher/base64.ts'
import { decryptWithKeys } from '../../wechat/cipher/keys.ts'
import type { KeyedDecryption } from '../../wechat/cipher/keys.ts'
import { createFinding } from '../finding.ts'
import type { OpenedReply } from '../reply/judge-reply.ts'
import type { ReadReply } from '../reply/read-reply.ts'
import { elementsOf, placeOfElement, placeOfTag } from '../reply/reply-document.ts'
import type { ReplyDocument } from '../reply/reply-document.ts'
import { placeIn } from '../reply/reply-text.ts'
import { describeMisencoding, explainFailure } from './layers.ts'
import type { OtherAppId } from './layers.ts'
import * as texts from './reply-envelope-texts.ts'
import type { EnvelopeTexts } from './reply-envelope-texts.ts'
import { findSignatureFault } from './reply-signature.ts'
import { judgeSealedText } from './sealed-text.ts'

/** The part of a request and its account that decides how the reply must be encrypted. */
export interface ReplySealing {
  /** The mode in which the request came. */
  mode: Mode
  /** The request's timestamp and nonce. */
  timestamp: string
  nonce: string
  token: string
  /** `''` if it is not known. */
  appId: string
  /** The account's AES keys, the one of the request first; empty if it has none. */
  keys: readonly Uint8Array[]
  otherAccounts: readonly OtherAppId[]
}

/** Returns what is known of a request by its body alone: a reply to it may be plain or not, but cannot be decrypted. */
export function createKeylessSealing(mode: Mode): ReplySealing {
  return { mode, timestamp: '', nonce: '', token: '', appId: '', keys: [], otherAccounts: [] }
}

/** Says whether a reply may be plain, and opens an encrypted one. `sealing` is null if the request came in the clear. */
export function openReply(read: ReadReply, sealing: ReplySealing | null): OpenedReply {
  const encrypted = sealing?.mode === 'plaintext' ? null : sealing
  if (read.kind === 'not-xml') return encrypted ? openBareText(read.source.text.trim(), encrypted) : NOTHING
  // Bytes that are no text are judged elsewhere, and so is XML that is not well-formed.
  if (read.kind !== 'xml') return NOTHING
  const nested = encrypted && NESTED.exec(read.source.text)
  if (nested) {
    const at = placeIn(read.source, nested.index, nested.index + nested[0].length)
    return { ...NOTHING, findings: [createFinding('crypt.reply-envelope', texts.NESTED, at)] }
  }
  if (!read.parsed.ok) return NOTHING
  const { root } = read.parsed.document
  const document = { ...read.source, root, path: `/${root.name}` }
  const mark = findMark(document)
  if (!mark) return { ...NOTHING, findings: encrypted?.mode === 'safe' ? [createPlainReply()] : [] }
  // The content does not matter: WeChat does not open the envelope.
  if (!encrypted) return { ...NOTHING, findings: [createAt(document, texts.NOT_EXPECTED, mark)] }
  return openEnvelope(document, encrypted)
}

/**
 * An envelope in Encrypt, which is the first element of an envelope: a text may show such XML. Most such replies are not
 * well-formed, since the inner CDATA ends the outer one, so the text is searched and no tree.
 */
const NESTED =
  /(?<=^\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?<xml>\s{0,64})<Encrypt>\s{0,64}(?:<!\[CDATA\[)?\s{0,64}(?:<|&lt;)xml(?=[\s>&])/

const NOTHING: OpenedReply = { findings: [], inside: null }

/**
 * Returns the name of the element that makes a document an envelope. EasyWeChat writes the names in lower case; that is
 * an envelope too, though a wrong one.
 */
function findMark({ root }: ReplyDocument): string | null {
  return elementsOf(root).find(({ name }) => /^(?:encrypt|msgsignature)$/i.test(name))?.name ?? null
}

const PARTS = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'] as const

/** A fault of an envelope, and the element that it is in; null if an element is missing. */
interface Fault {
  texts: EnvelopeTexts
  part: string | null
}

function openEnvelope(document: ReplyDocument, sealing: ReplySealing): OpenedReply {
  const { encrypt, msgSignature, timestamp, nonce } = readEnvelope(document.root)
  const values = { Encrypt: encrypt, MsgSignature: msgSignature, TimeStamp: timestamp, Nonce: nonce }
  const missing = PARTS.filter((name) => !values[name])
  const faults: Fault[] = []
  const add = (part: string | null, ...found: EnvelopeTexts[]) =>
    faults.push(...found.map((one) => ({ texts: one, part })))

  if (missing.length > 0) add(null, texts.describeMissing(missing, elementsOf(document.root)))
  if (timestamp && !/^\d+$/.test(timestamp)) add('TimeStamp', texts.TIMESTAMP_WRONG)
  const decryption = encrypt ? decrypt(encrypt, sealing) : null
  if (encrypt && decryption) {
    add('Encrypt', ...describeDecryption(decryption, sealing.otherAccounts))
    if (msgSignature && timestamp && nonce) {
      const signed = { encrypt, msgSignature, timestamp, nonce }
      add('MsgSignature', ...findSignatureFault(signed, sealing, decryption))
    }
  }
  const inside = decryption && messageOf(decryption)
  return {
    findings: [
      // Places are places in the decrypted text, if there is one.
      ...faults.map((fault) => (inside ? create(fault.texts) : createAt(document, fault.texts, fault.part))),
      ...(inside ? judgeSealedText(inside) : []),
    ],
    inside,
  }
}

/** Opens a reply that is the ciphertext alone: some code returns the result of encrypt() itself. */
function openBareText(text: string, sealing: ReplySealing): OpenedReply {
  const isCiphertext = text.length >= MIN_CIPHERTEXT && findBase64Fault(text.replace(/^"|"$/g, '')) === null
  const decryption = isCiphertext ? decrypt(text, sealing) : null
  const inside = decryption && messageOf(decryption)
  if (!inside) return NOTHING
  return { findings: [create(texts.NO_ENVELOPE), ...judgeSealedText(inside)], inside }
}

/** The Base64 of two blocks of AES; fewer hold no message. */
const MIN_CIPHERTEXT = 44

function decrypt(encrypt: string, { keys: [first, ...others], appId }: ReplySealing): KeyedDecryption | null {
  return first ? decryptWithKeys({ encrypt, appId }, [first, ...others]) : null
}

/** Returns the message, also if it can be read only once an encoding too many is undone. */
function messageOf({ message, misencoding }: KeyedDecryption): Uint8Array | null {
  return misencoding ? misencoding.decryption.message : message
}

function describeDecryption(decryption: KeyedDecryption, others: readonly OtherAppId[]): EnvelopeTexts[] {
  const { failure, keyIndex, misencoding } = decryption
  if (misencoding) {
    const inside = describeDecryption(misencoding.decryption, others)
    return [describeMisencoding(decryption, misencoding), ...inside]
  }
  return [
    ...(failure ? [texts.describeFailure(failure, explainFailure(failure, decryption, others))] : []),
    ...(keyIndex !== null && keyIndex > 0 ? [texts.OTHER_KEY] : []),
  ]
}

function create(found: EnvelopeTexts): Finding {
  return createFinding('crypt.reply-envelope', found)
}

function createAt(document: ReplyDocument, found: EnvelopeTexts, part: string | null): Finding {
  const element = elementsOf(document.root).find(({ name }) => name === part)
  const at = element
    ? placeOfElement(document, element, `${document.path}/${element.name}`)
    : placeOfTag(document, document.root, document.path)
  return createFinding('crypt.reply-envelope', found, at)
}

function createPlainReply(): Finding {
  return createFinding('crypt.plain-reply', texts.PLAIN_REPLY)
}
