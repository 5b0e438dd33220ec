import { CRYPTO_VECTORS } from '../../wechat/cipher/crypto-vectors.ts'
import { CASES, findingsOf } from '../encryption/pushes.ts'
import { encrypt, openGiven, REPLY, RIGHT, seal } from '../encryption/replies.ts'
import type { FindingCase } from './finding-case.ts'

/** Made with the key that the vectors of a length field have. */
const KEYS = ['abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG']
const vector = (id: string) => CRYPTO_VECTORS.find((one) => one.id === id)!.encrypt

export const ENCRYPTION_CASES: FindingCase[] = [
  ...CASES.map(([code, name, seen, near]): FindingCase => ({
    code,
    name,
    seen: () => findingsOf(seen),
    near: () => findingsOf(near),
  })),
  {
    code: 'crypt.length',
    name: 'a length above what is there',
    seen: () => findingsOf({ encrypt: vector('derived-length-field-too-large'), keys: KEYS }),
    near: () => findingsOf({ madeWith: KEYS[0]!, keys: KEYS }),
  },
  {
    code: 'crypt.plain-reply',
    name: 'XML in safe mode',
    seen: () => openGiven(REPLY).findings,
    near: () => openGiven(REPLY, { mode: 'compatible' }).findings,
  },
  {
    code: 'crypt.reply-envelope',
    name: 'signed with another token',
    seen: () => openGiven(seal({ token: 'another' })).findings,
    near: () => openGiven(RIGHT).findings,
  },
  {
    code: 'crypt.reply-envelope',
    name: 'Base64 twice',
    seen: () => openGiven(seal({ encrypt: btoa(encrypt()) })).findings,
    near: () => openGiven(RIGHT).findings,
  },
  {
    code: 'crypt.reply-envelope',
    name: 'an encrypted success',
    seen: () => openGiven(seal({ encrypt: encrypt({ message: 'success' }) })).findings,
    near: () => openGiven('success').findings,
  },
  {
    code: 'crypt.reply-envelope',
    name: 'in plaintext mode',
    seen: () => openGiven(RIGHT, { mode: 'plaintext' }).findings,
    near: () => openGiven(RIGHT, { mode: 'compatible' }).findings,
  },
]
