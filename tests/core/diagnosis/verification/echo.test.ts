import { describe, expect, it } from 'vitest'
import { judgeEcho } from '../../../../src-core/diagnosis/verification/echo.ts'
import { judgeVerification } from '../../../../src-core/diagnosis/verification/verification.ts'
import { expectGoodChinese, expectGoodText } from '../../good-text.ts'

/** Taken from the official page. */
const ECHOSTR = '4375120948345356249'
const url = 'http://back.end/wx'

function answer(body: string | Uint8Array, status = 200, headers: [string, string][] = []) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return { status, headers, body: bytes, durationMs: 10 }
}

const judge = (body: string | Uint8Array) => judgeEcho(answer(body), ECHOSTR)[0]

const GZIP = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0)

describe('echo.changed', () => {
  it('is not said of the echostr itself', () => {
    expect(judgeEcho(answer(ECHOSTR), ECHOSTR)).toEqual([])
  })

  it.each<[name: string, body: string | Uint8Array, zh: string, en: string]>([
    ['nothing', '', '是空的', 'is empty'],
    ['a BOM', `\uFEFF${ECHOSTR}`, '前面多了 BOM', 'byte order mark'],
    ['a line break behind', `${ECHOSTR}\n`, '后面多了空白或换行（1 字节）', 'stand after echostr (1 byte)'],
    ['CR LF behind', `${ECHOSTR}\r\n`, '后面多了空白或换行（2 字节）', 'stand after echostr (2 bytes)'],
    ['blanks in front', `  ${ECHOSTR}`, '前面多了空白或换行', 'stand before echostr'],
    ['blanks around', `\n${ECHOSTR} `, '前后多了空白或换行', 'stand around echostr'],
    [
      'a BOM and a line break',
      `\uFEFF${ECHOSTR}\n`,
      '前后多了空白或换行（4 字节）',
      'around echostr (4 bytes)',
    ],
    ['JSON.stringify', JSON.stringify(ECHOSTR), '一对引号', 'quotes around'],
    ['JSON.stringify and a line break', `"${ECHOSTR}"\n`, '一对引号', 'quotes around'],
    ['single quotes', `'${ECHOSTR}'`, '一对引号', 'quotes around'],
    ['String(Number())', String(Number(ECHOSTR)), '变成 4375120948345356300', 'became 4375120948345356300'],
    ['a double of Java', '4.3751209483453563E18', '变成 4.37', 'became 4.37'],
    ['a float of PHP', '4.3751209483454E+18', '变成 4.37', 'became 4.37'],
    ['a number in quotes', `"${Number(ECHOSTR)}"`, '变成 4375120948345356300', 'made a number'],
    ['JSON with it', JSON.stringify({ code: 0, data: ECHOSTR }), '是 JSON', 'is JSON with echostr'],
    ['JSON with the number', `{"data":${Number(ECHOSTR)}}`, '是 JSON', 'is JSON with echostr'],
    [
      'a string that .NET serialised',
      `<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">${ECHOSTR}</string>`,
      '是 XML，echostr 包在里面',
      'is XML with echostr',
    ],
    [
      'the same with a declaration',
      `<?xml version="1.0" encoding="utf-8"?>\n<string xmlns="http://tempuri.org/">${ECHOSTR}</string>`,
      '是 XML，echostr 包在里面',
      'is XML with echostr',
    ],
    [
      'HTML with it',
      `<!DOCTYPE html>\n<p>${ECHOSTR}</p>`,
      '是 HTML，echostr 包在里面',
      'is HTML with echostr',
    ],
    ['HTML without it', '<html>登录</html>', '是 HTML 页面', 'HTML page, without echostr'],
    ['a notice of PHP', `<br />\n<b>Notice</b>: x\n${ECHOSTR}`, '多了别的内容', 'more than echostr'],
    ['text with it', `echo: ${ECHOSTR}`, '多了别的内容', 'more than echostr'],
    ['success', 'success', '是 success', 'is success'],
    ['another number', '4375120948345356', '不是 echostr', 'is not the whole echostr'],
    ['another text', 'Invalid signature', '不是 echostr', 'is not echostr'],
    ['XML', '<xml></xml>', '不是 echostr', 'is not echostr'],
    [
      'a BOM and an end that it pushed out',
      `\uFEFF${ECHOSTR.slice(0, 16)}`,
      '前面多了 BOM（3 字节），末尾少了 3 个字符',
      'byte order mark (3 bytes) stands before echostr, and its last 3 characters are missing',
    ],
    [
      'two BOMs and an end that they pushed out',
      `\uFEFF\uFEFF${ECHOSTR.slice(0, 13)}`,
      'BOM（6 字节），末尾少了 6 个字符',
      '(6 bytes)',
    ],
    [
      'a BOM alone, and less than the half of echostr',
      `\uFEFF${ECHOSTR.slice(0, 5)}`,
      'BOM（3 字节），末尾少了 14',
      '14',
    ],
    ['two BOMs', `\uFEFF\uFEFF${ECHOSTR}`, '前面多了 BOM（6 字节）', '(6 bytes)'],
    [
      'a blank line that pushed out a digit',
      `\n${ECHOSTR.slice(0, 18)}`,
      '前面多了 1 个字节，末尾少了 1 个字符',
      '1 byte stands before echostr, and its last character is missing',
    ],
    ['a beginning', ECHOSTR.slice(0, 16), '末尾少了 3 个字符', 'last 3 characters are missing'],
    ['an end', ECHOSTR.slice(3), '开头少了 3 个字符', 'first 3 characters are missing'],
    ['it twice', ECHOSTR + ECHOSTR, '回复了 2 遍', 'sent 2 times'],
    ['it on three lines', `${ECHOSTR}\n`.repeat(3), '回复了 3 遍', 'sent 3 times'],
    ['curly quotes', `“${ECHOSTR}”`, '一对引号', 'quotes around'],
    ['bytes of Python', `b'${ECHOSTR}'`, '一对引号', 'quotes around'],
    ['what is returned after it', `${ECHOSTR}true`, '后面是「true」', '“true” behind'],
    [
      'a notice of the command line',
      `PHP Notice:  x in a.php\n${ECHOSTR}`,
      '前面是「PHP Notice',
      'more than echostr',
    ],
    ['undefined', 'undefined', '没有取到 echostr', 'echostr was not there'],
    ['the result of the check', 'true', '没有取到 echostr', 'echostr was not there'],
    ['another echostr', '5837397528343281', '不是 echostr，像是另一次验证的', 'of another verification'],
    ['UTF-16', Buffer.from(ECHOSTR, 'utf16le'), 'UTF-16', 'UTF-16'],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${ECHOSTR}`, 'utf16le'), 'UTF-16', 'UTF-16'],
    ['Base64', Buffer.from(ECHOSTR).toString('base64'), 'Base64', 'Base64'],
    ['gzip', GZIP, '被压缩了', 'is compressed'],
    ['no UTF-8', Uint8Array.of(0xff, 0x00), '不是 echostr', 'is not echostr'],
  ])('names %s', (_name, body, zh, en) => {
    const finding = judge(body)
    expect(finding).toMatchObject({ code: 'echo.changed', severity: 'error' })
    expect(finding?.title.zh).toContain(zh)
    expect(finding?.title.en).toContain(en)
    expectGoodChinese(finding!.title.zh)
    expectGoodText(finding!.detail)
    expectGoodText(finding!.fix)
  })

  it.each([
    ['19', /没有算 BOM 的 3 个字节/],
    [null, /没有算 BOM 的 3 个字节/],
    ['22', /^把源文件存成/],
  ])('names one cause of a BOM and a lost end where Content-Length is %s', (length, fix) => {
    const headers: [string, string][] = length === null ? [] : [['Content-Length', length]]
    const [finding] = judgeEcho(answer(`\uFEFF${ECHOSTR.slice(0, 16)}`, 200, headers), ECHOSTR)
    expect(finding?.fix.zh).toMatch(fix)
    expect(finding?.fix.en).not.toContain('token')
    expect(finding?.at).toMatchObject({ offset: 0, length: 3 })
  })

  it.each([
    ['X-Cache', 'HIT from a.example'],
    ['Age', '120'],
    ['CF-Cache-Status', 'HIT'],
  ])('says of another echostr that a cache gave it where %s says so', (name, value) => {
    const cached = judgeEcho(answer('5837397528343281', 200, [[name, value]]), ECHOSTR)[0]
    expect(cached?.fix.en).toContain('Its headers show a cache')
    const fresh = judgeEcho(answer('5837397528343281', 200, [[name, '0']]), ECHOSTR)[0]
    expect(fresh?.fix.en).not.toContain('Its headers')
  })

  it.each([
    ['a short number', '437'],
    ['a word with its first digits', 'a4375'],
    ['its first digits and more', '4375120948345356-1'],
    ['a blank line and a beginning that is shorter still', `\n${ECHOSTR.slice(0, 12)}`],
  ])('claims nothing of %s', (_, body) => {
    expect(judge(body)?.title.en).toBe('The response is not echostr')
  })

  it.each<[string | Uint8Array, string]>([
    [`\uFEFF${ECHOSTR}`, `收到 \\xEF\\xBB\\xBF${ECHOSTR}（22 字节）`],
    [`${ECHOSTR} \r\n`, `收到 ${ECHOSTR}\\x20\\x0D\\x0A（22 字节）`],
    [`${ECHOSTR}\u200b`, `收到 ${ECHOSTR}\\xE2\\x80\\x8B（22 字节）`],
    ['你 好', '收到 你 好（7 字节）'],
    ['', '收到 空内容（0 字节）'],
    [Uint8Array.of(0xff, 0x41), '收到 \\xFF\\x41（2 字节）'],
    ['😊'.repeat(100), `收到 ${'😊'.repeat(80)}…（400 字节）`],
    [`<p>\u202e\u001b[2J</p>`, '收到 <p>\\xE2\\x80\\xAE\\x1B[2J</p>（'],
  ])('shows both byte strings, and what cannot be seen by its bytes: %j', (body, received) => {
    const { detail } = judge(body)!
    expect(detail.zh).toContain(`应为 ${ECHOSTR}（19 字节），`)
    expect(detail.zh).toContain(received)
    expect(detail.en).toContain(`Expected ${ECHOSTR} (19 bytes), got `)
  })

  it.each([
    [`\uFEFF${ECHOSTR}`, 0, 3],
    [`${ECHOSTR}\n`, 19, 1],
    [`  ${ECHOSTR}`, 0, 2],
    [` ${ECHOSTR} `, 0, 21],
    [`"${ECHOSTR}"`, 0, 21],
  ])('stands where the bytes are too many: %j', (body, offset, length) => {
    expect(judge(body)?.at).toEqual({ in: 'reply-body', offset, length, line: 1, column: offset + 1 })
  })
})

describe('what comes back to a verification', () => {
  const verify = (response: ReturnType<typeof answer>) =>
    judgeVerification({ response, error: null }, { url, echostr: ECHOSTR })
  const codes = (response: ReturnType<typeof answer>) => verify(response).findings.map(({ code }) => code)

  it('is accepted where it is the echostr, and nothing is said', () => {
    expect(verify(answer(ECHOSTR))).toEqual({ verdict: 'accepted', findings: [] })
  })

  it('is rejected where it is not', () => {
    expect(verify(answer(`${ECHOSTR}\n`))).toMatchObject({
      verdict: 'rejected',
      findings: [{ code: 'echo.changed' }],
    })
  })

  it.each([
    [301, 'status.redirect'],
    [401, 'status.refused'],
    [404, 'status.refused'],
    [405, 'status.refused'],
    [400, 'status.not-200'],
    [500, 'status.not-200'],
  ])('is judged by its status first: %d, also with the right echostr', (status, code) => {
    expect(codes(answer(ECHOSTR, status))).toEqual([code])
    expect(codes(answer('oops', status))).toEqual([code])
    expect(verify(answer(ECHOSTR, status)).verdict).toBe('rejected')
  })

  it('is worded as what it is: a GET, which is not sent again', () => {
    const words = (status: number) => JSON.stringify(verify(answer('', status)).findings[0])
    expect(words(405)).toContain('does not take GET')
    expect(words(405)).toContain('Register GET')
    for (const status of [201, 400, 500]) {
      expect(words(status)).toContain('whose body is echostr')
      expect(words(status)).not.toMatch(/again|重新推送|MsgId/)
    }
    const { findings } = verify(answer('', 301, [['Location', `${url}/`]]))
    expect(findings[0]?.title.en).toContain('same path plus a /')
  })

  it('may be too late, or nothing', () => {
    expect(codes({ ...answer(ECHOSTR), durationMs: 5001 })).toEqual(['reply.too-late'])
    expect(codes({ ...answer(ECHOSTR), durationMs: 5000 })).toEqual([])
    const none = (code: string) =>
      judgeVerification({ response: null, error: { code, message: 'x' } }, { url, echostr: ECHOSTR })
    expect(none('DEADLINE')).toMatchObject({ verdict: 'rejected', findings: [{ code: 'reply.too-late' }] })
    expect(none('DEADLINE').findings[0]?.detail.en).not.toContain('again')
    expect(none('ECONNREFUSED').findings).toMatchObject([{ code: 'probe.unreachable' }])
  })
})
