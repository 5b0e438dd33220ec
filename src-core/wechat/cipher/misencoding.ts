import type { Bilingual } from '../../contract/text.ts'
import type { Wrapping } from './unwrap.ts'

/**
 * Says in what form a ciphertext stands in Encrypt, such as “Encrypt is Base64 twice, in quotes”. `wrappings` are those
 * around standard Base64, from the outside in.
 */
export function describeForm(wrappings: readonly Wrapping[]): Bilingual {
  const { zh, en } = nameForm(wrappings.reduceRight(wrap, { core: BASE64, times: 1, around: [] }))
  return { zh: `Encrypt 是${/^[A-Z\d]/.test(zh) ? ' ' : ''}${zh}`, en: `Encrypt is ${en}` }
}

/** An encoding, how often it was done, and what else was done to its text, from the inside out. */
interface Form {
  core: Bilingual
  times: number
  around: readonly Bilingual[]
}

const BASE64: Bilingual = { zh: 'Base64', en: 'Base64' }

const ENCODINGS: Record<'hex' | 'bytes', Bilingual> = {
  hex: { zh: '十六进制', en: 'hexadecimal' },
  bytes: { zh: '一串数字（字节数组）', en: 'a list of numbers (a byte array)' },
}

function wrap(form: Form, wrapping: Wrapping): Form {
  if (wrapping === 'base64') {
    if (form.core === BASE64 && form.around.length === 0) return { ...form, times: form.times + 1 }
    const { zh, en } = nameForm(form)
    return { core: { zh: `${zh}再做一次 Base64`, en: `Base64 of ${en}` }, times: 1, around: [] }
  }
  // Under it may be the bytes of the ciphertext or its Base64: to whoever made it, both are “hexadecimal”.
  if (wrapping === 'hex' || wrapping === 'bytes') return { core: ENCODINGS[wrapping], times: 1, around: [] }
  return { ...form, around: [...form.around, AROUND[wrapping]] }
}

function nameForm({ core, times, around }: Form): Bilingual {
  const zh = times === 1 ? core.zh : `${times === 2 ? '两次' : `${times} 次`} ${core.zh}`
  const en = times === 1 ? core.en : `${core.en} ${times === 2 ? 'twice' : `${times} times over`}`
  return {
    zh: [zh, ...around.map((one) => one.zh)].join('，'),
    en: [en, ...around.map((one) => one.en)].join(', '),
  }
}

const AROUND: Record<Exclude<Wrapping, 'base64' | 'hex' | 'bytes'>, Bilingual> = {
  'url-alphabet': { zh: '用的是 URL 的字母表', en: 'in the alphabet for URLs' },
  unpadded: { zh: '末尾少了等号', en: 'without the equals signs at its end' },
  folded: { zh: '折了行', en: 'folded into lines' },
  margins: { zh: '前后有空白', en: 'with blanks around it' },
  blanks: { zh: '加号变成了空格', en: 'with blanks for its plus signs' },
  percent: { zh: '做过百分号编码', en: 'percent-encoded' },
  entities: { zh: '做过 HTML 转义', en: 'HTML-escaped' },
  escapes: { zh: '带着 JSON 的反斜杠转义', en: 'with JSON’s backslashes in it' },
  quotes: { zh: '外面有引号', en: 'in quotes' },
  json: { zh: '包在 JSON 里', en: 'inside JSON' },
  envelope: { zh: '外面还有一层信封', en: 'inside an envelope of its own' },
}

/** What some decoders skip. */
const SKIPPED: ReadonlySet<Wrapping> = new Set(['folded', 'margins', 'unpadded'])

/** Tells whether a lenient decoder reads the text as it stands. Nobody has shown what WeChat's does. */
export function isReadByLenient(wrappings: readonly Wrapping[]): boolean {
  return wrappings.every((wrapping) => SKIPPED.has(wrapping))
}

/** Says how to leave the wrappings out. */
export function adviseAgainst(wrappings: readonly Wrapping[]): Bilingual {
  const told = wrappings.filter(
    (one, at) => wrappings.indexOf(one) === at && (one !== 'margins' || wrappings.length === 1),
  )
  const fixes = told.slice(0, 2).map((one) => FIXES[one])
  return { zh: fixes.map(({ zh }) => zh).join(''), en: fixes.map(({ en }) => en).join(' ') }
}

const FIXES: Record<Wrapping, Bilingual> = {
  base64: {
    zh: 'encrypt() 返回的已经是 Base64，原样放进 Encrypt，不要再编码一次。',
    en: 'encrypt() already encodes: put its result into Encrypt as it is, without encoding it twice.',
  },
  hex: {
    zh: "把密文的字节编码成 Base64，不要用十六进制（Node.js 是 final('base64') 而不是 final('hex')）。",
    en: "Encode the bytes of the ciphertext as Base64 and not as hexadecimal (in Node.js final('base64'), not final('hex')).",
  },
  bytes: {
    zh: "字节数组不能直接转成字符串；先编码成 Base64（Node.js 用 Buffer.from(bytes).toString('base64')）。",
    en: "A byte array does not become text by itself: encode it as Base64 (Buffer.from(bytes).toString('base64') in Node.js).",
  },
  'url-alphabet': {
    zh: '换用标准字母表（+ 和 /）的 Base64，保留末尾的等号。',
    en: 'Take the Base64 with the standard alphabet, + and /, and keep the equals signs at its end.',
  },
  unpadded: {
    zh: '保留 Base64 末尾的等号，长度是 4 的倍数。',
    en: 'Keep the equals signs at the end of Base64: its length is a multiple of 4.',
  },
  folded: {
    zh: '换用不折行的 Base64 编码器（PHP 的 chunk_split、Python 的 encodebytes、Java 旧的 BASE64Encoder 都会折行）。',
    en: 'Use an encoder that folds no lines, unlike chunk_split in PHP, encodebytes in Python and the old BASE64Encoder of Java.',
  },
  margins: {
    zh: 'CDATA 里只放密文，前后不留空格和换行。',
    en: 'Put nothing but the ciphertext into the CDATA, no blanks or line breaks around it.',
  },
  blanks: {
    zh: '不要把密文当作 URL 或表单参数解码；要经过 URL 时，先把加号写成 %2B。',
    en: 'Do not decode the ciphertext as a URL or form value; where it must pass through one, write its plus signs as %2B.',
  },
  percent: {
    zh: '密文放在 XML 里，不在 URL 里，去掉 encodeURIComponent（urlencode）。',
    en: 'The ciphertext stands in XML and not in a URL: leave out encodeURIComponent (urlencode).',
  },
  entities: {
    zh: 'CDATA 里不做 HTML 转义；模板用纯文本的引擎（Go 用 text/template，不用 html/template）。',
    en: 'Nothing is HTML-escaped in CDATA; use a template engine for plain text (in Go text/template, not html/template).',
  },
  escapes: {
    zh: '先解析 JSON 再取出密文，不要从 JSON 文本里截取。',
    en: 'Parse the JSON and take the ciphertext from it; do not cut it out of the text.',
  },
  quotes: {
    zh: '直接放字符串，不要再经过 JSON.stringify 或 repr。',
    en: 'Put in the string itself, not what JSON.stringify or repr makes of it.',
  },
  json: {
    zh: '只把密文放进 Encrypt，不要放整个 JSON 对象。',
    en: 'Put the ciphertext alone into Encrypt, not a whole JSON object.',
  },
  envelope: {
    zh: 'EncryptMsg 返回的已经是完整的 XML，直接作为回复返回，不要再套一层 Encrypt。',
    en: 'What EncryptMsg returns is the whole XML already: return it as the reply, and do not put it into another Encrypt.',
  },
}
