/**
 * What `import … from 'mpscope'` gives: for tests of one's own backend. The declarations of this file and
 * of `api/types.ts`, and nothing else, become the package's `index.d.ts`: no other type may stand in a signature.
 * `docs/api.md` has examples.
 */
import { createCipherText, openEnvelope } from './api/cipher.ts'
import { convertJson, convertXml } from './api/conversion.ts'
import { judgeReply } from './api/judge.ts'
import { pushMessage, verifyAddress, writeSample } from './api/push.ts'
import { signRequest, verifyRequest } from './api/signature.ts'
import type {
  Judgement,
  Exchange,
  SignatureInput,
  EncryptInput,
  DecryptInput,
  Decrypted,
  JudgeInput,
  View,
  Converted,
  SampleInput,
  SendInput,
} from './api/types.ts'

export type * from './api/types.ts'

/** Returns the signature: 40 lower-case hex digits. */
export function sign(input: SignatureInput): string {
  return signRequest(input)
}

/** Returns whether `signature` is the right one. Compares in constant time. */
export function verifySignature(input: SignatureInput & { signature: string }): boolean {
  return verifyRequest(input)
}

/** Encrypts and signs a reply as a backend in safe mode has to. Returns the XML of the envelope. */
export function encrypt(input: EncryptInput): string {
  return createCipherText(input)
}

/**
 * Checks the signature and decrypts. Throws `NOT_DECRYPTED`, which says which layer is wrong and what to do: signature,
 * key, Base64, padding, length or AppID.
 */
export function decrypt(input: DecryptInput): Decrypted {
  return openEnvelope(input)
}

/** Says what WeChat makes of a reply to a message. */
export function judge(input: JudgeInput): Judgement {
  return judgeReply(input)
}

/** Converts XML to JSON; `view` is `simple` if left out. Throws `NOT_READABLE` with line and column. */
export function toJson(input: { xml: string | Uint8Array; view?: View | undefined }): Converted {
  return convertXml(input)
}

/** Converts JSON to XML; `view` is `simple` if left out. Throws `NOT_READABLE` with line, column and path. */
export function toXml(input: { json: string; view?: View | undefined }): Converted {
  return convertJson(input)
}

/** Returns a believable message as WeChat writes it: XML, of this second, with a MsgId of its own. */
export function sampleMessage(input: SampleInput = {}): string {
  return writeSample(input)
}

/**
 * Sends one message as WeChat does (its headers, its query, its signature; it waits 5 seconds and follows no redirect), and
 * judges the reply. Resolves also if the backend cannot be reached: `response.status` is 0 and the findings say why. To
 * send a message a second time, as WeChat does when it gets no valid reply, make it with `sampleMessage` and send it twice.
 */
export function send(input: SendInput): Promise<Exchange> {
  return pushMessage(input)
}

/** Verifies an address as WeChat does when the configuration is submitted; the verdict is `accepted` or `rejected`. */
export function verifyUrl(input: { url: string; token: string }): Promise<Exchange> {
  return verifyAddress(input)
}
