import type { Bilingual } from './text.ts'

/**
 * An encrypted text taken apart, from the outside in, for a view in colours. `random`, `length`, `message`, `receiver`
 * and `padding` follow one another in the decrypted buffer and cover it without a gap; `undivided` stands for a part of
 * it whose inner borders cannot be known.
 */
export type CipherLayerName =
  | 'base64'
  | 'ciphertext'
  | 'random'
  | 'length'
  | 'message'
  | 'receiver'
  | 'undivided'
  | 'padding'

export interface CipherLayer {
  name: CipherLayerName
  /** Bytes from the start of the decrypted buffer; 0 for `base64` and `ciphertext`, which lie outside it. */
  offset: number
  /** Bytes. */
  length: number
  /** Two lower-case digits a byte; for `base64` the bytes of its characters. */
  hex: string
  /** The layer in readable form: its text, or the number in `length` and `padding`; null if it is neither. */
  text: string | null
  ok: boolean
}

export type CipherFailureCode =
  | 'crypt.key-shape'
  | 'crypt.base64'
  | 'crypt.padding'
  | 'crypt.length'
  | 'crypt.receiver'

/** The fault, with the number that the official WXBizMsgCrypt returns for it, -40004 to -40010. */
export interface CipherFailure {
  code: CipherFailureCode
  official: number
  text: Bilingual
}

export interface CipherLayers {
  ok: boolean
  /** The failure of the first layer that is wrong. */
  failure: CipherFailure | null
  layers: CipherLayer[]
  /** The account's key that fits: 0 is the current one, 1 the previous one; null if none fits. */
  key: number | null
}
