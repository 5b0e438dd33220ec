/**
 * The layout of the plain buffer before encryption: 16 random bytes, the length of the message in bytes (4 bytes, big
 * endian), the message, the receiver's id, and 1 to 32 bytes of padding, each of which holds their number.
 *
 * The padding fills blocks of 32 bytes although AES has blocks of 16: an AES library that strips the padding by itself
 * is right for half of all lengths only.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export const RANDOM_BYTES = 16
export const HEAD_BYTES = RANDOM_BYTES + 4
export const PADDING_BLOCK = 32

export function packPlainBuffer(random16: Uint8Array, message: Uint8Array, receiver: Uint8Array): Uint8Array {
  const length = HEAD_BYTES + message.length + receiver.length
  const padding = PADDING_BLOCK - (length % PADDING_BLOCK)
  const plain = Buffer.alloc(length + padding, padding)
  plain.set(random16, 0)
  plain.writeUInt32BE(message.length, RANDOM_BYTES)
  plain.set(message, HEAD_BYTES)
  plain.set(receiver, HEAD_BYTES + message.length)
  return plain
}

/** The two numbers in a decrypted buffer, and whether they can be true. */
export interface PlainNumbers {
  /** The last byte. */
  padding: number
  paddingFault: 'none' | 'out-of-range' | 'bytes-differ'
  /** The start of the padding; if it is unknown, the last byte. */
  paddingStart: number
  /** Null if the buffer ends before it. */
  declared: number | null
  /**
   * True if the buffer was decrypted with the right key. A wrong key makes a padding of one byte in one of 256 cases,
   * but a length that fits, or three bytes of padding, in one of millions.
   */
  keyFits: boolean
}

/** `plain` is at least one AES block. */
export function readPlainNumbers(plain: Uint8Array): PlainNumbers {
  const padding = plain.at(-1) ?? 0
  const inRange = padding >= 1 && padding <= PADDING_BLOCK && padding <= plain.length
  const isEven = inRange && plain.subarray(-padding).every((byte) => byte === padding)
  const declared =
    plain.length < HEAD_BYTES
      ? null
      : new DataView(plain.buffer, plain.byteOffset, plain.length).getUint32(RANDOM_BYTES)
  const lengthFits = declared !== null && declared <= plain.length - HEAD_BYTES
  return {
    padding,
    paddingFault: isEven ? 'none' : inRange ? 'bytes-differ' : 'out-of-range',
    paddingStart: inRange ? plain.length - padding : plain.length - 1,
    declared,
    keyFits: lengthFits || (isEven && padding > 2),
  }
}
