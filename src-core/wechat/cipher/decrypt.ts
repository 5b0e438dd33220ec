import { createDecipheriv } from 'node:crypto'
import type { CipherFailure, CipherLayerName } from '../../contract/cipher.ts'
import { findBase64Fault } from './base64.ts'
import { createFailure } from './failure.ts'
import { HEAD_BYTES, RANDOM_BYTES, readPlainNumbers } from './plain-buffer.ts'
import type { PlainNumbers } from './plain-buffer.ts'
import { describePadding, findLengthFault, findReceiverFault } from './plain-faults.ts'

export interface Decrypting {
  /** The text of `<Encrypt>`. */
  encrypt: string
  /** 32 bytes, from `decodeAesKey`. */
  key: Uint8Array
  /** The expected receiver; if it is omitted, the receiver is not compared. */
  appId?: string | undefined
}

export interface DecryptedLayer {
  name: CipherLayerName
  /** Bytes from the start of the decrypted buffer; 0 for Base64 and ciphertext. */
  offset: number
  bytes: Uint8Array
  ok: boolean
}

export interface Decryption {
  /**
   * The layers as far as decryption came, from the outside in; those of the decrypted buffer cover it without a gap.
   */
  layers: DecryptedLayer[]
  /**
   * The failure of the first layer that is wrong, in the order of decoding: Base64, blocks, padding, length, receiver.
   */
  failure: CipherFailure | null
  /** Null unless padding and length are right; present even if the receiver is another one. */
  message: Uint8Array | null
  receiver: string | null
  /** Bytes of padding; null unless it is right. */
  padding: number | null
  /** True if it was encrypted with this key, whatever else is wrong. */
  keyFits: boolean
}

const BLOCK_BYTES = 16

/**
 * Takes an encrypted text apart, checks every layer and says which one is wrong. It is stricter than the usual
 * libraries: most of them check neither all padding bytes nor the length, and return truncated text without an error.
 * Never throws for any `encrypt`.
 *
 * It does not check the signature: a caller that acts on the message must verify `msg_signature` first.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export function decryptMessage({ encrypt, key, appId = '' }: Decrypting): Decryption {
  const base64 = createLayer('base64', 0, Buffer.from(encrypt))
  const fault = findBase64Fault(encrypt)
  if (fault) return createUnreadable([{ ...base64, ok: false }], fault)

  const bytes = Buffer.from(encrypt, 'base64')
  const ciphertext = createLayer('ciphertext', 0, bytes)
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) {
    return createUnreadable([base64, { ...ciphertext, ok: false }], describeBlocks(bytes.length))
  }
  // Automatic padding is off: Node knows only blocks of 16, and throws if the padding is 17 to 32 bytes.
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, BLOCK_BYTES)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()])
  const inner = readPlainBuffer(plain, readPlainNumbers(plain), appId)
  return { ...inner, layers: [base64, ciphertext, ...inner.layers] }
}

function readPlainBuffer(plain: Buffer, numbers: PlainNumbers, appId: string): Decryption {
  const { paddingFault, paddingStart, declared, keyFits } = numbers
  if (paddingFault !== 'none') {
    return {
      ...createUnreadable(divide(plain, numbers, 'padding'), describePadding(numbers)),
      keyFits,
    }
  }
  const content = plain.subarray(0, paddingStart)
  const lengthFault = findLengthFault(content, declared, appId)
  if (lengthFault || declared === null) {
    return { ...createUnreadable(divide(plain, numbers, 'length'), lengthFault), keyFits }
  }
  const receiver = content.toString('utf8', HEAD_BYTES + declared)
  const receiverFault = appId === '' ? null : findReceiverFault(receiver, appId)
  return {
    layers: divide(plain, numbers, receiverFault ? 'receiver' : null),
    failure: receiverFault,
    message: content.subarray(HEAD_BYTES, HEAD_BYTES + declared),
    receiver,
    padding: numbers.padding,
    keyFits,
  }
}

/** Returns the layers of the buffer as far as its borders are known; `wrong` names the one that is marked. */
function divide(plain: Buffer, numbers: PlainNumbers, wrong: CipherLayerName | null): DecryptedLayer[] {
  const { declared, paddingFault, paddingStart, keyFits } = numbers
  const borders: [CipherLayerName, number][] = []
  if (declared !== null && (keyFits || paddingFault === 'none') && paddingStart >= HEAD_BYTES) {
    borders.push(['random', 0], ['length', RANDOM_BYTES])
    const messageEnd = HEAD_BYTES + declared
    if (messageEnd <= paddingStart) borders.push(['message', HEAD_BYTES], ['receiver', messageEnd])
    else borders.push(['undivided', HEAD_BYTES])
  } else borders.push(['undivided', 0])
  borders.push(['padding', paddingStart])
  const marked = borders.some(([name]) => name === wrong) || wrong === null ? wrong : 'undivided'
  return borders.map(([name, start], index) => {
    const end = borders[index + 1]?.[1] ?? plain.length
    return { ...createLayer(name, start, plain.subarray(start, end)), ok: name !== marked }
  })
}

function createLayer(name: CipherLayerName, offset: number, bytes: Uint8Array): DecryptedLayer {
  return { name, offset, bytes, ok: true }
}

function createUnreadable(layers: DecryptedLayer[], failure: CipherFailure | null): Decryption {
  return { layers, failure, message: null, receiver: null, padding: null, keyFits: false }
}

function describeBlocks(length: number): CipherFailure {
  if (length === 0) {
    return createFailure('crypt.base64', -40007, {
      zh: '密文是空的。',
      en: 'The ciphertext is empty.',
    })
  }
  return createFailure('crypt.base64', -40007, {
    zh: `密文解码后有 ${length} 字节，不是 16 的倍数：传输中被截断或改动了。`,
    en: `The ciphertext has ${length} bytes once decoded, which is no multiple of 16: it was cut off or changed on the way.`,
  })
}
