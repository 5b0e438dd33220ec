import { diagnoseEncryption } from '../../../../src-core/diagnosis/encryption/encryption.ts'
import type { EncryptedRequest } from '../../../../src-core/diagnosis/encryption/encryption.ts'
import type { Finding } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import { encryptMessage } from '../../../../src-core/wechat/cipher/encrypt.ts'
import { decryptWithKeys } from '../../../../src-core/wechat/cipher/keys.ts'
import { sign, verifySignature } from '../../../../src-core/wechat/signature.ts'
import { toSimple } from '../../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../../src-core/xml/parse/lenient.ts'
import { aesKey, ENCODING_AES_KEY, OTHER_ENCODING_AES_KEY } from '../../wechat/cipher/crypto-vectors.ts'

export const TOKEN = 'pamtest'
const APP_ID = 'wxb11529c136998cb6'
export const SIGNED = { timestamp: '1458300676', nonce: '260774613' }
export const PLAIN = '<ToUserName><![CDATA[gh_1]]></ToUserName><Content><![CDATA[你好]]></Content>'
export const message = (content: string): string => `<xml>${PLAIN.replace('你好', content)}</xml>`

/** Creates a message that leaves so many bytes of its last block of 32 to the padding. */
function createPadded(padding: number): string {
  const rest = (20 + Buffer.byteLength(message('')) + APP_ID.length + padding) % 32
  return message('x'.repeat(32 - rest))
}

export const PAD_16 = createPadded(16)
const PAD_17 = createPadded(17)
export const sealOf = (appId: string): string =>
  encryptMessage({
    message: PAD_16,
    key: aesKey(ENCODING_AES_KEY),
    appId,
    random16: Buffer.alloc(16, 'a'),
  })
export const ENCRYPT_16 = sealOf(APP_ID)

export interface Case {
  /** The message to encrypt, or the text of Encrypt itself; null for none. */
  xml?: string
  encrypt?: string | null
  receiver?: string
  madeWith?: string
  /** The fields beside Encrypt. */
  plain?: string
  query?: Record<string, string | undefined>
  mode?: EncryptedRequest['account']['mode']
  keys?: string[]
  token?: string
  examine?: boolean
}

/** Returns the findings of a push that is right except for the changes of the case. */
export function findingsOf(change: Case): Finding[] {
  const { xml = PAD_16, receiver = APP_ID, madeWith = ENCODING_AES_KEY, plain = '', mode = 'safe' } = change
  const keys = change.keys ?? [ENCODING_AES_KEY]
  const encrypt =
    change.encrypt === undefined
      ? encryptMessage({
          message: xml,
          key: aesKey(madeWith),
          appId: receiver,
          random16: Buffer.alloc(16, 'a'),
        })
      : change.encrypt
  const body =
    encrypt === null ? `<xml>${plain}</xml>` : `<xml>${plain}<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`
  const usable = keys.filter((key) => /^[A-Za-z0-9]{43}$/.test(key)).map(aesKey)
  const [first, ...others] = usable
  const decryption =
    encrypt !== null && first ? decryptWithKeys({ encrypt, appId: APP_ID }, [first, ...others]) : null
  const token = change.token ?? TOKEN
  const query: Record<string, string | undefined> = {
    ...SIGNED,
    encrypt_type: 'aes',
    msg_signature: sign({ token: TOKEN, ...SIGNED, encrypt: encrypt ?? '' }),
    ...change.query,
  }
  const { timestamp = '', nonce = '' } = query
  return diagnoseEncryption({
    query,
    rawQuery: {},
    fields: fieldsOf(body),
    encrypt,
    // Checked like the responder does: anyone can make the signature of an empty token.
    isSigned:
      token !== '' &&
      verifySignature({ token, timestamp, nonce, encrypt: encrypt ?? '' }, query['msg_signature'] ?? ''),
    account: { mode, token, appId: APP_ID, encodingAesKeys: keys },
    otherAccounts: [{ name: '测试号', token: 'anotherToken', appId: 'wx0123456789abcdef' }],
    decryption,
    decryptedFields: decryption?.message ? fieldsOf(decryption.message) : null,
    examineSignature: change.examine ?? true,
    encryptAt: { in: 'request-body', offset: 5, length: 9, line: 1, column: 6 },
  })
}

export function fieldsOf(xml: string | Uint8Array): Record<string, unknown> {
  const parsed = parseLenient(Buffer.from(xml))
  if (!parsed.ok) throw new Error(parsed.error.message.en)
  const root = Object.values(toSimple(parsed.document))[0]
  return typeof root === 'object' ? (root as Record<string, unknown>) : {}
}

export const CANONICAL = ENCODING_AES_KEY
const TAIL = `${ENCODING_AES_KEY.slice(0, 42)}F`

/** Each code seen, and a near miss that is right. */
export const CASES: [code: FindingCode, why: string, seen: Case, near: Case][] = [
  ['crypt.mode', 'safe for compatible', { mode: 'compatible' }, { mode: 'safe' }],
  [
    'crypt.mode',
    'compatible for safe',
    { mode: 'safe', plain: PLAIN, xml: message('你好') },
    { mode: 'compatible', plain: PLAIN, xml: message('你好') },
  ],
  ['crypt.mode', 'encrypted for plaintext', { mode: 'plaintext' }, {}],
  [
    'crypt.mode',
    'plaintext for safe',
    { encrypt: null, plain: PLAIN, query: { encrypt_type: undefined } },
    { encrypt: null, plain: PLAIN, query: { encrypt_type: 'raw' }, mode: 'plaintext' },
  ],
  [
    'crypt.mode',
    'aes without Encrypt',
    { encrypt: null, plain: PLAIN },
    { encrypt: null, plain: PLAIN, query: { encrypt_type: undefined }, mode: 'plaintext' },
  ],
  [
    'crypt.mode',
    'Encrypt without aes',
    { query: { encrypt_type: undefined } },
    { query: { encrypt_type: 'aes' } },
  ],
  ['crypt.key-shape', 'one character lost', { keys: [CANONICAL.slice(1)] }, { keys: [CANONICAL] }],
  ['crypt.key-shape', 'an equals sign', { keys: [`${CANONICAL}=`] }, { keys: [CANONICAL] }],
  ['crypt.key-shape', 'none', { keys: [] }, { keys: [CANONICAL] }],
  [
    'crypt.key-shape',
    'the previous one',
    { keys: [CANONICAL, CANONICAL.slice(1)] },
    { keys: [CANONICAL, ''] },
  ],
  ['crypt.key-tail', 'a last bit set', { keys: [TAIL] }, { keys: [CANONICAL] }],
  [
    'crypt.signature',
    'another token',
    { query: { msg_signature: sign({ token: 'x', ...SIGNED, encrypt: '' }) } },
    {},
  ],
  ['crypt.signature', 'none', { query: { msg_signature: undefined } }, {}],
  ['crypt.signature', 'an account without a token', { token: '' }, { token: TOKEN }],
  [
    'crypt.signature',
    'made with the empty token of an account without one',
    {
      token: '',
      encrypt: ENCRYPT_16,
      query: { msg_signature: sign({ token: '', ...SIGNED, encrypt: ENCRYPT_16 }) },
    },
    {},
  ],
  ['crypt.base64', 'a lost plus', { encrypt: 'AAAA AAA' }, {}],
  ['crypt.base64', 'half a block', { encrypt: 'AAAAAAAAAAA=' }, {}],
  ['crypt.base64', 'Base64 twice', { encrypt: btoa(ENCRYPT_16) }, { encrypt: ENCRYPT_16 }],
  [
    'crypt.base64',
    'hexadecimal',
    { encrypt: Buffer.from(ENCRYPT_16, 'base64').toString('hex') },
    { encrypt: ENCRYPT_16 },
  ],
  [
    'crypt.base64',
    'percent-encoded, in compatible mode',
    { mode: 'compatible', plain: PLAIN, encrypt: encodeURIComponent(ENCRYPT_16) },
    { mode: 'compatible', plain: PLAIN, xml: message('你好') },
  ],
  [
    'crypt.padding',
    'another key',
    { madeWith: OTHER_ENCODING_AES_KEY },
    { madeWith: OTHER_ENCODING_AES_KEY, keys: [CANONICAL, OTHER_ENCODING_AES_KEY] },
  ],
  ['crypt.padding-32', '17 bytes, not 16', { xml: PAD_17 }, { xml: PAD_16 }],
  ['crypt.receiver', 'another account', { receiver: 'wx0123456789abcdef' }, { receiver: APP_ID }],
  [
    'crypt.compatible-differs',
    'another Content',
    { mode: 'compatible', plain: PLAIN, xml: message('您好') },
    { mode: 'compatible', plain: PLAIN, xml: message('你好') },
  ],
  [
    'crypt.compatible-differs',
    'an empty field in the clear alone',
    { mode: 'compatible', plain: `${PLAIN}<A/>`, xml: message('你好') },
    { mode: 'compatible', plain: `${PLAIN}<A/>`, xml: message('你好').replace('</xml>', '<A></A></xml>') },
  ],
  [
    'crypt.compatible-differs',
    'a field more in the clear',
    { mode: 'compatible', plain: `${PLAIN}<constructor>1</constructor>`, xml: message('你好') },
    { mode: 'compatible', plain: PLAIN.replace('<Content>', '\n <Content>'), xml: message('你好') },
  ],
]
