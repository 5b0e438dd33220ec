import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  diagnoseSignature,
  explainUnknown,
  hintTokenShape,
  SIGNATURE_MISTAKES,
  type SignatureCase,
  type SignatureDiagnosis,
} from '../../../../src-core/diagnosis/signature/doctor.ts'
import { explainSignature, sign } from '../../../../src-core/wechat/signature.ts'

const TOKEN = 'Weixin2025Demo'
const TIMESTAMP = '1714036504'
const NONCE = '486452656'
const ENCRYPT = 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5'
const ECHOSTR = '4375120948345356249'

function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex')
}

/** Creates a request that came with `received` as the checked signature. */
function createCase(received: string, change: Partial<SignatureCase> = {}): SignatureCase {
  const { checked = 'signature', query = {} } = change
  return {
    checked,
    token: TOKEN,
    ...change,
    query: {
      timestamp: TIMESTAMP,
      nonce: NONCE,
      [checked]: received,
      ...query,
    },
  }
}

function signParts(...values: string[]): string {
  return explainSignature(values.map((value) => ({ name: '', value }))).digest
}

const right = { token: TOKEN, timestamp: TIMESTAMP, nonce: NONCE }
const four = { ...right, encrypt: ENCRYPT }
const safe = { checked: 'msg_signature', encrypt: ENCRYPT } as const

/** Returns a digest with other digits at these places, counted from 1. */
function changeDigits(digest: string, ...places: number[]): string {
  return [...digest]
    .map((digit, index) => (places.includes(index + 1) ? (digit === '0' ? '1' : '0') : digit))
    .join('')
}

/** One row a mistake: what the other side computed, and what we know. */
const MISTAKES: [code: string, why: string, request: SignatureCase][] = [
  ['token-invisible', 'zero-width space in ours', createCase(sign(right), { token: `Weixin\u200B2025Demo` })],
  ['token-invisible', 'byte order mark before ours', createCase(sign(right), { token: `\uFEFF${TOKEN}` })],
  ['token-trimmed', 'blank after ours', createCase(sign(right), { token: `${TOKEN} ` })],
  ['token-trimmed', 'line break after ours', createCase(sign(right), { token: `${TOKEN}\r\n` })],
  ['token-full-width', 'full-width digits in ours', createCase(sign(right), { token: 'Weixin２０２５Demo' })],
  ['token-full-width', 'ideographic blank as well', createCase(sign(right), { token: 'Ｗeixin2025Demo　' })],
  ['token-newline', 'line feed', createCase(sign({ ...right, token: `${TOKEN}\n` }))],
  ['token-newline', 'Windows line break', createCase(sign({ ...right, token: `${TOKEN}\r\n` }))],
  ['token-blank', 'blank after theirs', createCase(sign({ ...right, token: `${TOKEN} ` }))],
  ['token-blank', 'blank before theirs', createCase(sign({ ...right, token: ` ${TOKEN}` }))],
  ['token-case', 'lower case', createCase(sign({ ...right, token: TOKEN.toLowerCase() }))],
  ['token-case', 'upper case', createCase(sign({ ...right, token: TOKEN.toUpperCase() }))],
  ['token-case', 'first letter', createCase(sign({ ...right, token: `w${TOKEN.slice(1)}` }))],
  ['token-case', 'caps lock', createCase(sign({ ...right, token: 'wEIXIN2025dEMO' }))],
  [
    'token-other-account',
    'the second of two',
    createCase(sign({ ...right, token: 'AnotherToken' }), {
      otherAccounts: [
        { name: '测试号', token: 'TestToken' },
        { name: '正式号', token: 'AnotherToken' },
      ],
    }),
  ],
  [
    'signatures-swapped',
    'seen from signature',
    createCase(sign(four), { encrypt: ENCRYPT, query: { msg_signature: sign(right) } }),
  ],
  [
    'signatures-swapped',
    'seen from msg_signature',
    createCase(sign(right), { ...safe, query: { signature: sign(four) } }),
  ],
  ['encrypt-included', 'in signature', createCase(sign(four), { encrypt: ENCRYPT })],
  ['encrypt-left-out', 'of msg_signature', createCase(sign(right), safe)],
  [
    'encrypt-with-markup',
    'CDATA markers',
    createCase(sign({ ...right, encrypt: `<![CDATA[${ENCRYPT}]]>` }), safe),
  ],
  ['encrypt-with-markup', 'line break', createCase(sign({ ...right, encrypt: `${ENCRYPT}\n` }), safe)],
  [
    'encrypt-plaintext',
    'the XML before encryption',
    createCase(sign({ ...right, encrypt: '<xml>你好</xml>' }), { ...safe, plaintext: '<xml>你好</xml>' }),
  ],
  [
    'echostr-included',
    'on verification',
    createCase(signParts(TOKEN, TIMESTAMP, NONCE, ECHOSTR), { query: { echostr: ECHOSTR } }),
  ],
  ['part-left-out', 'token', createCase(signParts(TIMESTAMP, NONCE))],
  ['part-left-out', 'timestamp', createCase(signParts(TOKEN, NONCE))],
  ['part-left-out', 'nonce', createCase(signParts(TOKEN, TIMESTAMP))],
  [
    'timestamp-milliseconds',
    'signed with zeros',
    createCase(sign({ ...right, timestamp: `${TIMESTAMP}000` })),
  ],
  [
    'timestamp-milliseconds',
    'signed with more',
    createCase(sign({ ...right, timestamp: `${TIMESTAMP}907` })),
  ],
  [
    'timestamp-milliseconds',
    'in the URL',
    createCase(sign(right), { query: { timestamp: `${TIMESTAMP}907` } }),
  ],
  [
    'values-percent-encoded',
    'nonce as in the URL',
    createCase(sign({ ...right, nonce: 'a%2fb' }), { query: { nonce: 'a/b' }, rawQuery: { nonce: 'a%2fb' } }),
  ],
  [
    'values-percent-encoded',
    'nonce, URL unknown',
    createCase(sign({ ...right, nonce: '%E4%BD%A0' }), { query: { nonce: '你' } }),
  ],
  [
    'values-percent-encoded',
    'Encrypt',
    createCase(sign({ ...right, encrypt: encodeURIComponent(ENCRYPT) }), safe),
  ],
  [
    'plus-as-space',
    'they lost the plus',
    createCase(sign({ ...right, nonce: 'a b' }), { query: { nonce: 'a+b' } }),
  ],
  [
    'plus-as-space',
    'we lost the plus',
    createCase(sign({ ...right, nonce: 'a+b' }), { query: { nonce: 'a b' } }),
  ],
  [
    'plus-as-space',
    'in Encrypt',
    createCase(sign({ ...right, encrypt: ENCRYPT.replaceAll('+', ' ') }), safe),
  ],
  ['parts-unsorted', 'as listed', createCase(sha1(TOKEN + TIMESTAMP + NONCE))],
  ['parts-unsorted', 'with Encrypt', createCase(sha1(TOKEN + TIMESTAMP + NONCE + ENCRYPT), safe)],
  ['parts-sorted-numerically', '9 digits before 10', createCase(sha1(NONCE + TIMESTAMP + TOKEN))],
  [
    'parts-sorted-ignoring-case',
    'token against Encrypt',
    createCase(sha1(TIMESTAMP + NONCE + 'abc' + ENCRYPT), { ...safe, token: 'abc' }),
  ],
  ['parts-in-other-order', 'nonce, token, timestamp', createCase(sha1(NONCE + TOKEN + TIMESTAMP))],
  ['parts-separated', 'commas', createCase(sha1([TIMESTAMP, NONCE, TOKEN].join(',')))],
  ['parts-separated', 'line breaks', createCase(sha1([TIMESTAMP, NONCE, TOKEN].join('\n')))],
  [
    'parts-separated',
    'names and ampersands',
    createCase(sha1(`nonce=${NONCE}&timestamp=${TIMESTAMP}&token=${TOKEN}`)),
  ],
  ['digest-upper-case', 'all', createCase(sign(right).toUpperCase())],
  ['digest-damaged', 'the last digit lost', createCase(sign(right).slice(0, -1))],
  ['digest-damaged', 'the first digits lost', createCase(sign(right).slice(3))],
  ['digest-damaged', 'one digit changed', createCase(sign(right).replace(/(?<=^.{20})./, 'x'))],
  ['digest-damaged', 'two digits far apart', createCase(changeDigits(sign(right), 5, 35))],
  ['digest-damaged', 'a blank behind it', createCase(`${sign(right)} `)],
  ['digest-damaged', 'msg_signature as well', createCase(sign(four).slice(0, -1), safe)],
  [
    'digest-base64',
    'padded',
    createCase(
      createHash('sha1')
        .update(TIMESTAMP + NONCE + TOKEN)
        .digest('base64'),
    ),
  ],
  [
    'digest-md5',
    'hex',
    createCase(
      createHash('md5')
        .update(TIMESTAMP + NONCE + TOKEN)
        .digest('hex'),
    ),
  ],
  [
    'digest-sha256',
    'hex',
    createCase(
      createHash('sha256')
        .update(TIMESTAMP + NONCE + TOKEN)
        .digest('hex'),
    ),
  ],
  [
    'digest-hmac-sha1',
    'of all three',
    createCase(
      createHmac('sha1', TOKEN)
        .update(TIMESTAMP + NONCE + TOKEN)
        .digest('hex'),
    ),
  ],
  [
    'digest-hmac-sha1',
    'of the other two',
    createCase(
      createHmac('sha1', TOKEN)
        .update(TIMESTAMP + NONCE)
        .digest('hex'),
    ),
  ],
]

/** One row a digest that tells by itself what was hashed. */
const TELLING: [code: string, why: string, request: SignatureCase][] = [
  ['digest-of-nothing', 'SHA-1', createCase('da39a3ee5e6b4b0d3255bfef95601890afd80709')],
  ['digest-of-nothing', 'MD5', createCase('d41d8cd98f00b204e9800998ecf8427e')],
  ['digest-of-nothing', 'SHA-256', createCase(createHash('sha256').digest('hex'))],
  ['digest-of-nothing', 'of msg_signature', createCase(sha1(''), safe)],
  ...[
    'undefined',
    'None',
    'null',
    'nil',
    'NaN',
    '[object Object]',
    '1',
    'Array',
    'undefinedundefinedundefined',
  ].map((word): [string, string, SignatureCase] => ['digest-of-word', word, createCase(sha1(word))]),
  ...['undefined', 'None', 'null', 'false', '<nil>'].map((word): [string, string, SignatureCase] => [
    'part-without-value',
    `token is ${word}`,
    createCase(sign({ ...right, token: word })),
  ]),
  ['part-without-value', 'timestamp', createCase(sign({ ...right, timestamp: 'undefined' }))],
  [
    'part-without-value',
    'timestamp and nonce',
    createCase(sign({ ...right, timestamp: 'None', nonce: 'None' })),
  ],
  ['part-without-value', 'token, unsorted', createCase(sha1(`undefined${TIMESTAMP}${NONCE}`))],
  ['part-without-value', 'token, with Encrypt', createCase(sign({ ...four, token: 'undefined' }), safe)],
  ...['weixin', 'AAAAA', 'pamtest', 'your_token', 'tokenhere'].map(
    (token): [string, string, SignatureCase] => [
      'token-of-sample',
      token,
      createCase(sign({ ...right, token })),
    ],
  ),
  ['digest-of-list', 'Python', createCase(sha1(`['${TIMESTAMP}', '${NONCE}', '${TOKEN}']`))],
  ['digest-of-list', 'Python, unsorted', createCase(sha1(`['${TOKEN}', '${TIMESTAMP}', '${NONCE}']`))],
  ['digest-of-list', 'JSON', createCase(sha1(JSON.stringify([TIMESTAMP, NONCE, TOKEN])))],
  ['digest-of-list', 'Java', createCase(sha1(`[${TIMESTAMP}, ${NONCE}, ${TOKEN}]`))],
  ['digest-of-list', 'Go', createCase(sha1(`[${TIMESTAMP} ${NONCE} ${TOKEN}]`))],
  ['digest-of-bytes-literal', 'sorted', createCase(sha1(`b'${TIMESTAMP}${NONCE}${TOKEN}'`))],
  ['digest-of-one-part', 'token', createCase(sha1(TOKEN))],
  ['digest-of-one-part', 'nonce', createCase(sha1(NONCE))],
  [
    'signature-is-the-other',
    'a value that nobody can explain, twice',
    createCase('0'.repeat(40), { ...safe, query: { signature: '0'.repeat(40) } }),
  ],
]
MISTAKES.push(...TELLING)

function expectGoodText({ text }: SignatureDiagnosis, secrets: readonly string[]): void {
  for (const sentence of [text.zh, text.en]) {
    expect(sentence).toMatch(/[。.]$/)
    for (const secret of secrets) if (secret !== '') expect(sentence).not.toContain(secret)
  }
  expect(text.zh).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
  expect(text.zh).not.toMatch(/\p{Script=Han}[,;:!?()]/u)
}

describe('names the mistake, and never a token', () => {
  test.each(MISTAKES)('%s: %s', (code, _, request) => {
    const diagnosis = diagnoseSignature(request)
    expect(diagnosis?.code).toBe(code)
    expectGoodText(diagnosis!, [
      request.token,
      request.token.trim(),
      ...(request.otherAccounts ?? []).map(({ token }) => token),
      ENCRYPT,
    ])
  })
})

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const inOrder = TIMESTAMP + NONCE + TOKEN

/** One row a pair: two mistakes of different kinds, or of one kind where people make both. */
const PAIRS: [code: string, why: string, request: SignatureCase][] = [
  ['token-newline+parts-unsorted', 'values and order', createCase(sha1(`${TOKEN}\n${TIMESTAMP}${NONCE}`))],
  ['token-newline+digest-md5', 'values and digest', createCase(md5(`${inOrder}\n`))],
  ['part-left-out+parts-unsorted', 'no timestamp, as listed', createCase(sha1(TOKEN + NONCE))],
  ['parts-unsorted+digest-md5', 'order and digest', createCase(md5(TOKEN + TIMESTAMP + NONCE))],
  [
    'parts-separated+digest-hmac-sha1',
    'separator and digest',
    createCase(createHmac('sha1', TOKEN).update([TIMESTAMP, NONCE, TOKEN].join('&')).digest('hex')),
  ],
  [
    'parts-unsorted+parts-separated',
    'order and separator',
    createCase(sha1([TOKEN, TIMESTAMP, NONCE].join('-'))),
  ],
  ['digest-md5+digest-upper-case', 'digest and its writing', createCase(md5(inOrder).toUpperCase())],
  [
    'token-newline+digest-upper-case',
    'values and the writing',
    createCase(sign({ ...right, token: `${TOKEN}\n` }).toUpperCase()),
  ],
  [
    'token-other-account+token-newline',
    'two in the token',
    createCase(sign({ ...right, token: 'AnotherToken\n' }), {
      otherAccounts: [{ name: '正式号', token: 'AnotherToken' }],
    }),
  ],
  [
    'encrypt-left-out+token-case',
    'token and parts',
    createCase(sign({ ...right, token: TOKEN.toLowerCase() }), safe),
  ],
  [
    'timestamp-milliseconds+parts-unsorted',
    'milliseconds, as listed',
    createCase(sha1(`${TOKEN}${TIMESTAMP}000${NONCE}`)),
  ],
]

describe('names two mistakes made together', () => {
  test.each(PAIRS)('%s: %s', (code, _, request) => {
    const diagnosis = diagnoseSignature(request)
    expect(diagnosis?.code).toBe(code)
    expectGoodText(diagnosis!, [request.token, 'AnotherToken', ENCRYPT])
  })

  test('one mistake goes before two that give the same', () => {
    expect(diagnoseSignature(createCase(sha1(TOKEN + TIMESTAMP + NONCE)))?.code).toBe('parts-unsorted')
  })

  test.each<[string, SignatureCase]>([
    ['three mistakes', createCase(md5(`${TOKEN}\n${TIMESTAMP}${NONCE}`))],
    ['long values, of which a stranger could send many', longCase()],
  ])('nothing of %s', (_, request) => {
    expect(diagnoseSignature(request)).toBeUndefined()
  })
})

function longCase(): SignatureCase {
  const nonce = 'n'.repeat(5000)
  return createCase(sha1(`${TOKEN}\n${TIMESTAMP}${nonce}`), { query: { nonce } })
}

test('every mistake of the table has a row above', () => {
  const codes = SIGNATURE_MISTAKES.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(new Set(MISTAKES.map(([code]) => code))).toEqual(new Set(codes))
})

test('half a digest is no damage: nothing shows that the rest was right', () => {
  expect(diagnoseSignature(createCase(sign(right).slice(0, 20)))).toBeUndefined()
  expect(diagnoseSignature(createCase(sign(right).slice(0, 20) + sign(four).slice(20)))).toBeUndefined()
})

describe('a digest of which few digits are wrong', () => {
  test.each([
    ['one', [20], '第 20 位', 'only digit 20 is'],
    ['two, far apart', [5, 35], '第 5、35 位', 'only digits 5 and 35 are'],
    ['four', [1, 2, 3, 40], '第 1、2、3、40 位', 'only digits 1, 2, 3 and 40 are'],
  ])('was copied wrongly: %s', (_, places, zh, en) => {
    const { text } = diagnoseSignature(createCase(changeDigits(sign(right), ...places)))!
    expect(text.zh).toContain(zh)
    expect(text.en).toContain(en)
    expect(text.zh).not.toContain('两边的 Token')
  })

  test('is told of msg_signature as well', () => {
    const { text } = diagnoseSignature(createCase(changeDigits(sign(four), 7), safe))!
    expect(text.zh).toContain('第 7 位')
  })

  test('is not seen where eleven differ, or where another token was used', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => index * 3 + 1)
    expect(diagnoseSignature(createCase(changeDigits(sign(right), ...eleven)))).toBeUndefined()
    for (let other = 0; other < 20; other++) {
      const request = createCase(sign({ ...right, token: `Another${other}` }))
      expect(diagnoseSignature(request)?.code).not.toBe('digest-damaged')
    }
  })
})

describe('a telling digest', () => {
  test.each([
    ['nothing', sha1(''), /空字符串的 SHA-1.*map\(\)/, /SHA-1 of the empty string: nothing was hashed.*lazy/],
    ['undefined', sha1('undefined'), /「undefined」这几个字符/, /the characters “undefined”/],
    ['no token', sign({ ...right, token: 'undefined' }), /token = undefined.*环境变量/, /token = undefined/],
    ['a sample’s token', sign({ ...right, token: 'weixin' }), /示例里的「weixin」/, /“weixin” of a sample/],
    ['a list', sha1(`['${TIMESTAMP}', '${NONCE}', '${TOKEN}']`), /Python/, /as printed/],
  ])('says where it comes from: %s', (_, received, zh, en) => {
    const { text } = diagnoseSignature(createCase(received))!
    expect(text.zh).toMatch(zh)
    expect(text.en).toMatch(en)
  })

  test.each([
    ['the digest of another word', sha1('undefine')],
    ['the digest of a blank', sha1(' ')],
    ['a token that is nobody’s sample', sign({ ...right, token: 'weixin2' })],
    ['nothing, but for a digit', 'da39a3ee5e6b4b0d3255bfef95601890afd80700'],
  ])('is not seen in %s', (_, received) => {
    expect(diagnoseSignature(createCase(received))).toBeUndefined()
  })

  test.each(['weixin', ''])('is not a sample’s token where the account’s own is “%s”', (token) => {
    expect(diagnoseSignature(createCase(sha1('x'), { token }))).toBeUndefined()
    expect(diagnoseSignature(createCase(sign({ ...right, token: 'weixin' }), { token }))).toBeUndefined()
  })

  test('says of one signature in the place of the other that the query has both', () => {
    const three = diagnoseSignature(createCase(sign(right), safe))!
    expect(three.text.en).toMatch(/three parts, with Encrypt left out.*take msg_signature from the query/)
    const whole = diagnoseSignature(createCase(sign(four), { encrypt: ENCRYPT }))!
    expect(whole.text.en).toMatch(/msg_signature, with Encrypt included.*take signature from the query/)
  })
})

describe('says the particular', () => {
  test('whose token it was', () => {
    const request = createCase(sign({ ...right, token: 'AnotherToken' }), {
      otherAccounts: [{ name: '正式号', token: 'AnotherToken' }],
    })
    expect(diagnoseSignature(request)?.text.zh).toContain('正式号')
    expect(diagnoseSignature(request)?.text.en).toContain('正式号')
  })

  test('which part was left out', () => {
    expect(diagnoseSignature(createCase(signParts(TOKEN, TIMESTAMP)))?.text.en).toContain('left nonce out')
  })

  test('in which order the parts were joined', () => {
    const { text } = diagnoseSignature(createCase(sha1(NONCE + TOKEN + TIMESTAMP)))!
    expect(text.en).toContain('nonce + token + timestamp')
  })

  test('which separator was used', () => {
    const { text } = diagnoseSignature(createCase(sha1([TIMESTAMP, NONCE, TOKEN].join('\n'))))!
    expect(text.en).toContain('"\\n"')
  })
})

describe('says nothing', () => {
  const accounts = [{ name: '测试号', token: 'TestToken' }]

  test.each<[string, SignatureCase]>([
    ['of a wholly different token', createCase(sign({ ...right, token: 'Nothing2DoWithIt' }))],
    [
      'of a different token, whatever else is known',
      createCase(sign({ ...four, token: 'Nothing2DoWithIt' }), {
        ...safe,
        otherAccounts: accounts,
        query: { signature: sign({ ...right, token: 'Nothing2DoWithIt' }), echostr: ECHOSTR },
      }),
    ],
    ['of a token with one letter more', createCase(sign({ ...right, token: `${TOKEN}x` }))],
    ['of a nonce one higher', createCase(sign({ ...right, nonce: '486452657' }))],
    ['of a timestamp one later', createCase(sign({ ...right, timestamp: '1714036505' }))],
    ['of random hex', createCase('0123456789abcdef0123456789abcdef01234567')],
    ['of a right signature', createCase(sign(right), { otherAccounts: accounts })],
    ['of a right msg_signature', createCase(sign(four), safe)],
    ['of an empty signature', createCase('')],
    [
      'of no signature',
      { checked: 'signature', token: TOKEN, query: { timestamp: TIMESTAMP, nonce: NONCE } },
    ],
    ['of a msg_signature without Encrypt', createCase(sign(right), { checked: 'msg_signature' })],
    ['of an empty query', { checked: 'signature', token: TOKEN, query: {} }],
  ])('%s', (_, request) => {
    expect(diagnoseSignature(request)).toBeUndefined()
  })
})

test('an account without a token is not blamed for a token left out', () => {
  const request = createCase(signParts(TIMESTAMP, NONCE), { otherAccounts: [{ name: '新账号', token: '' }] })
  expect(diagnoseSignature(request)?.code).toBe('part-left-out')
})

test('a signature that is right by chance of a wrong recipe is right', () => {
  // Already in order: timestamp before nonce before token, so not sorting gives the same.
  const sorted = { token: 'zzz', timestamp: '1', nonce: '2' }
  expect(sha1('12zzz')).toBe(sign(sorted))
  const request = createCase(sign(sorted), { token: 'zzz', query: { timestamp: '1', nonce: '2' } })
  expect(diagnoseSignature(request)).toBeUndefined()
})

test('megabytes of Encrypt from a stranger do not multiply by a thousand', () => {
  const encrypt = 'A'.repeat(500_000)
  const base = { checked: 'msg_signature', encrypt } as const
  const signed = { ...right, encrypt }
  // Zeros are still tried, but not all milliseconds: a stranger could make the search expensive.
  const zeros = createCase(sign({ ...signed, timestamp: `${TIMESTAMP}000` }), base)
  const others = createCase(sign({ ...signed, timestamp: `${TIMESTAMP}907` }), base)
  expect(diagnoseSignature(zeros)?.code).toBe('timestamp-milliseconds')
  expect(diagnoseSignature(others)).toBeUndefined()
})

describe('the shape of a token', () => {
  test.each([
    ['token-like-app-secret', '4bde367d5a7cf2c1f3c2b1d9d1b0a7e8'],
    ['token-like-aes-key', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['token-like-app-id', 'wx13974bf780d3dc89'],
    ['token-not-allowed', 'ab'],
    ['token-not-allowed', 'a'.repeat(33)],
    ['token-not-allowed', 'with blank'],
    ['token-not-allowed', 'gh_a96a4a619366'],
    ['token-not-allowed', ''],
  ])('hints %s', (code, token) => {
    const hint = hintTokenShape(token)
    expect(hint?.code).toBe(code)
    // Two letters occur in any sentence.
    expectGoodText(hint!, token.length > 2 ? [token] : [])
  })

  test.each(['weixin', 'AAAAA', TOKEN, '4BDE367D5A7CF2C1F3C2B1D9D1B0A7E8', 'abc'])(
    'is silent about %s',
    (token) => {
      expect(hintTokenShape(token)).toBeUndefined()
    },
  )
})

describe('a signature that no known mistake gives', () => {
  const digest = '0'.repeat(40)

  test.each([
    ['no-digest', 'a placeholder', 'xxx', TOKEN],
    ['no-digest', 'a digest of which a digit is missing', digest.slice(1), TOKEN],
    ['no-digest', 'a digest that is too long', digest.repeat(3), TOKEN],
    // The token may be the right one, whatever it looks like.
    ['no-digest', 'a placeholder, and an odd token', 'xxx', 'with blank'],
    ['token-not-allowed', 'a digest, and an odd token', digest, 'with blank'],
    ['tokens-differ', 'a digest', digest, TOKEN],
  ])('is %s: %s', (code, _, received, token) => {
    const diagnosis = explainUnknown(received, token)
    expect(diagnosis.code).toBe(code)
    expectGoodText(diagnosis, [token])
  })
})
