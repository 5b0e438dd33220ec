import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../src-core/contract/exchange.ts'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import { judgeReply } from '../../../../src-core/diagnosis/reply/judge-reply.ts'
import { writeCdata } from '../../../../src-core/diagnosis/reply/reply-text.ts'
import { createMessageReply } from '../../../../src-core/exchange/answer.ts'
import { composeReply } from '../../../../src-core/exchange/compose.ts'
import { createReplySamples } from '../../../../src-core/wechat/reply-samples.ts'
import { writeMessage } from '../../../../src-core/xml/write/message.ts'
import { runs } from '../../xml/runs.ts'
import { CASES } from './cases.ts'
import { ECHOED } from './readable-cases.ts'
import {
  ACCOUNT,
  codesOf,
  createJudged,
  createMessage,
  createNews,
  createReply,
  judge,
  TEXT,
  USER,
} from './replies.ts'

describe.each(CASES)('$code: $name', ({ code, severity, verdict, reply, near, message, repair, says }) => {
  const judgement = judge(reply, message)
  const finding = judgement.findings.find((one) => one.code === code)

  it('is found, and decides', () => {
    expect(codesOf(judgement)).toContain(code)
    expect(judgement.verdict).toBe(verdict)
    expect(finding?.severity).toBe(severity)
    if (says) expect(finding?.title.en).toMatch(says)
  })

  it('is not found in what is nearly it', () => {
    for (const one of near) expect(codesOf(judge(one, message))).not.toContain(code)
  })

  it('has a place within the body', () => {
    const { body } = createJudged(reply)
    if (finding?.at?.in !== 'reply-body') return
    const { offset, length } = finding.at
    expect(length).toBeGreaterThan(0)
    expect(offset + length).toBeLessThanOrEqual(Math.max(1, body.length))
  })

  it('is mended by its repair, or has none', () => {
    expect(finding?.repair ?? null).toBe(repair)
  })
})

it('every code has a case', () => {
  expect([...new Set(CASES.map(({ code }) => code))].toSorted()).toEqual([
    'reply.article-count',
    'reply.article-limit',
    'reply.blank-in-cdata',
    'reply.create-time',
    'reply.empty-article',
    'reply.empty-content',
    'reply.kf-account',
    'reply.leading-bytes',
    'reply.length-mismatch',
    'reply.literal-escape',
    'reply.malformed',
    'reply.no-cdata',
    'reply.no-effect',
    'reply.not-swapped',
    'reply.not-xml',
    'reply.structure',
    'reply.text-length',
    'reply.too-late',
    'reply.unknown-type',
    'reply.unreadable',
    'reply.wrong-sender',
    'reply.yours-is-fine',
    'status.not-200',
    'status.redirect',
    'status.refused',
  ])
})

describe('a repair', () => {
  const isSame = (a: Finding) => (b: Finding) => a.code === b.code && a.title.en === b.title.en

  it.each(CASES)('of $code ($name) leaves nothing of what it mends', ({ reply, message }) => {
    for (const finding of judge(reply, message).findings) {
      if (finding.repair === undefined) continue
      const after = judge(finding.repair, message).findings
      expect(after.filter(isSame(finding))).toEqual([])
    }
  })

  it('brings in nothing new', () => {
    for (const { reply, message } of CASES) {
      const { findings } = judge(reply, message)
      for (const { repair } of findings) {
        if (repair === undefined) continue
        const after = judge(repair, message).findings.filter(({ severity }) => severity === 'error')
        expect(findings.map(({ code }) => code)).toEqual(
          expect.arrayContaining(after.map(({ code }) => code)),
        )
      }
    }
  })
})

describe('the texts', () => {
  it.each(CASES)('of $code ($name) are there in both languages', ({ reply, message }) => {
    for (const { title, detail, fix } of judge(reply, message).findings) {
      for (const language of ['zh', 'en'] as const) {
        expect(title[language]).not.toBe('')
        expect(title[language]).not.toMatch(/[。.\n]$|\n/)
        expect(detail[language].split('\n- ')[0]).toMatch(/[。.]$/)
        expect(fix[language]).toMatch(/[。.]$/)
      }
      const zh = [title.zh, detail.zh, fix.zh].join(' ')
      expect(zh).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
    }
  })
})

describe('the place', () => {
  it('is the bytes that lead', () => {
    const lead = '\uFEFF提示\n'
    expect(judge(lead + TEXT).findings[0]?.at).toEqual({
      in: 'reply-body',
      offset: 0,
      length: 3 + 6 + 1,
      line: 1,
      column: 1,
    })
  })

  it('counts bytes, lines and columns of the whole body', () => {
    const body = `\uFEFF提示\n${TEXT.replace('<Content>', '\n<Content>').replace('你好', '你\u0002')}`
    const finding = judge(body).findings.find(({ code }) => code === 'reply.malformed')
    const offset = Buffer.byteLength(body.slice(0, body.indexOf('\u0002')))
    expect(finding?.at).toEqual({
      in: 'reply-body',
      offset,
      length: 1,
      line: 3,
      column: '<Content><![CDATA[你'.length + 1,
      path: '/xml/Content',
    })
  })

  it('is the element', () => {
    const body = TEXT.replace(ACCOUNT, 'wx0123456789abcdef')
    const [finding] = judge(body).findings
    const element = '<FromUserName><![CDATA[wx0123456789abcdef]]></FromUserName>'
    expect(finding?.at).toMatchObject({
      offset: body.indexOf(element),
      length: element.length,
      path: '/xml/FromUserName',
    })
  })

  it('is the byte that is not UTF-8', () => {
    const body = Uint8Array.from([...new TextEncoder().encode('<xml>你'), 0xc4, 0xe3])
    expect(judge(body).findings[0]?.at).toEqual({
      in: 'reply-body',
      offset: 8,
      length: 1,
      line: 1,
      column: 7,
    })
  })
})

describe('what decides comes first', () => {
  it('errors before warnings before information', () => {
    const reply = { text: TEXT.replace('1700000001', '1700000001000').replace(USER, ACCOUNT), status: 201 }
    expect(codesOf(judge(reply))).toEqual(['status.not-200', 'reply.not-swapped', 'reply.create-time'])
  })

  it('wherever they were found', () => {
    const headers: [string, string][] = [['Content-Type', 'text/xml; charset=ISO-8859-1']]
    const text = TEXT.replace('你好', '??').replace(USER, ACCOUNT)
    expect(codesOf(judge({ text, headers }))).toEqual(['reply.not-swapped', 'reply.length-mismatch'])
  })

  it('cannot tell who is who where both are one', () => {
    const message = { ...createMessage(), from: ACCOUNT }
    expect(judge(TEXT.replace(USER, ACCOUNT), message).findings).toEqual([])
  })

  it('says of an error page what the status says, and no more', () => {
    expect(codesOf(judge({ status: 404, text: '<html>Not found</html>' }))).toEqual(['status.refused'])
    expect(codesOf(judge({ status: 500, text: '{"message":"x"}' }))).toEqual(['status.not-200'])
  })

  it('looks at the XML behind a notice', () => {
    const codes = codesOf(judge(`<br /><b>Notice</b>\n${TEXT.replace(USER, ACCOUNT)}`))
    expect(codes).toEqual(['reply.leading-bytes', 'reply.not-swapped'])
  })

  it('does not blame escaped CDATA for what it holds', () => {
    const path = join(
      import.meta.dirname,
      '../../../fixtures/vectors/incoming-negative/tonybai-double-escaped-cdata-reply.xml',
    )
    const { verdict, findings } = judge(readFileSync(path), null)
    expect([verdict, codesOf({ verdict, findings })]).toEqual(['fault', ['reply.malformed']])
    expect(judge(findings[0]!.repair!, null).findings).toEqual([])
  })
})

describe('names', () => {
  it.each([
    ['/wx/', 'http://a.cn/wx', 'same path plus a /'],
    ['https://a.cn/wx', 'http://a.cn/wx', 'from http to https'],
    ['https://b.cn/wx', 'http://a.cn/wx', 'https://b.cn/wx'],
    ['https://a.cn/wx', undefined, 'https://a.cn/wx'],
  ])('the redirect to %s from %s', (location, url, said) => {
    const reply = { status: 301, headers: [['Location', location]] as [string, string][] }
    const [finding] = judge({ ...reply, ...(url !== undefined && { url }) }).findings
    expect(finding?.title.en).toContain(said)
  })

  it.each([
    ['/login.html?next=/wx', /^A login check/],
    ['https://sso.a.cn/cas/login', /^A login check/],
    ['/user/signin', /^A login check/],
    ['/wx/loginless', /^A push is a POST/],
    ['/wx?from=/login', /^A push is a POST/],
  ])('a redirect to %s for what it is', (location, detail) => {
    const [finding] = judge({ status: 302, headers: [['Location', location]] }).findings
    expect(finding).toMatchObject({ code: 'status.redirect', severity: 'error' })
    expect(finding?.detail.en).toMatch(detail)
  })

  it('NestJS for 201, and what to do', () => {
    expect(judge({ status: 201 }).findings[0]?.fix.en).toContain('@HttpCode(200)')
  })

  it('the element by its right name', () => {
    const [finding] = judge(TEXT.replace(/Content>/g, 'content>')).findings
    expect(finding?.detail.en).toContain('- <content>\n+ <Content>')
  })
})

describe('acknowledgements', () => {
  it.each(['success', ''])('%j is no reply and no fault', (text) => {
    for (const message of [createMessage(), createMessage('event', 'VIEW'), null])
      expect(judge(text, message)).toEqual({ verdict: 'ignored', findings: [] })
  })
})

describe('an encrypted reply', () => {
  const envelope =
    '<xml><Encrypt><![CDATA[YQ==]]></Encrypt><MsgSignature><![CDATA[s]]></MsgSignature>' +
    '<TimeStamp>1411034505</TimeStamp><Nonce><![CDATA[n]]></Nonce></xml>'

  it('is not judged by what a plain one must have', () => {
    expect(judge(envelope)).toEqual({ verdict: 'accepted', findings: [] })
  })
})

interface ReplyVector {
  id: string
  type: string
  expected: string | string[] | null
}

/** Wrong by the official page, though a library's own test has them: the vectors' notes give the reason. */
const WRONG_VECTORS: Record<string, string[]> = {
  'werobot-music': ['reply.structure'],
  'senparc-parse-music': ['reply.structure'],
  'senparc-factory-music': ['reply.structure', 'reply.create-time'],
  'senparc-factory-text': ['reply.create-time'],
}

describe('replies of other projects', () => {
  const path = join(import.meta.dirname, '../../../fixtures/vectors/reply/reply.json')
  const vectors = (JSON.parse(readFileSync(path, 'utf8')) as ReplyVector[]).filter(
    (one): one is ReplyVector & { expected: string } =>
      typeof one.expected === 'string' && one.expected.startsWith('<xml>'),
  )
  const declared = (JSON.parse(readFileSync(path, 'utf8')) as ReplyVector[]).filter(
    (one): one is ReplyVector & { expected: string } =>
      typeof one.expected === 'string' && one.expected.startsWith('<?xml'),
  )

  it.each([...vectors, ...declared])('$id', ({ id, expected }) => {
    // A text would have one article only; these answer an event.
    const { findings } = judge(expected, null)
    expect(findings.map(({ code }) => code)).toEqual(WRONG_VECTORS[id] ?? [])
  })

  it('are some', () => {
    expect(vectors.length + declared.length).toBeGreaterThan(12)
  })
})

describe('replies of our own', () => {
  const address = { to: USER, from: ACCOUNT }
  const now = 1_700_000_000_000
  const article = { title: 't', description: '', picUrl: '', url: 'http://u?a=1&b=2' }
  const drafts: ReplyDraft[] = [
    { type: 'success' },
    { type: 'empty' },
    { type: 'text', content: '<a href="http://x?a=1&b=2">]]></a>\r\n😀' },
    { type: 'image', mediaId: 'm' },
    { type: 'voice', mediaId: 'm' },
    { type: 'video', mediaId: 'm', title: '', description: 'd' },
    { type: 'music', title: '', description: '', musicUrl: '', hqMusicUrl: '', thumbMediaId: 'm' },
    { type: 'news', articles: [article] },
    { type: 'transfer_customer_service', kfAccount: '' },
    { type: 'transfer_customer_service', kfAccount: 'a@b' },
    { type: 'xml', xml: TEXT },
  ]

  it.each(drafts)('$type is fine', (draft) => {
    const reply = createMessageReply(composeReply(draft, address, now), 'hand', null)
    const { verdict, findings } = judgeReply({ ...reply.http, durationMs: 1 }, createMessage())
    expect(findings).toEqual([])
    expect(verdict).toBe(draft.type === 'success' || draft.type === 'empty' ? 'ignored' : 'accepted')
  })

  it('every official sample is, too', () => {
    const samples = createReplySamples({ toUserName: USER, fromUserName: ACCOUNT, createTime: 1_700_000_000 })
    for (const { fields } of samples) {
      expect(judge(writeMessage(fields)).findings).toEqual([])
      expect(judge(writeMessage(fields, { layout: 'indented' })).findings).toEqual([])
    }
  })

  it('whatever is said in them', () => {
    const plain = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .filter(
        (one) => one.trim() !== '' && !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFD-\uFFFF]|\\|<br|^[?\s]+$/i.test(one),
      )
    fc.assert(
      fc.property(plain, (content) => {
        const body = composeReply({ type: 'text', content }, address, now)
        expect(judge(body)).toEqual({ verdict: 'accepted', findings: [] })
      }),
      runs(300),
    )
  })
})

describe('what the user wrote', () => {
  it.each(ECHOED)('%j is no fault where the backend repeats it', (said) => {
    const reply = createReply('text', `<Content><![CDATA[${said}]]></Content>`)
    const xml = `<xml><Content><![CDATA[${said}]]></Content></xml>`
    expect(judge(reply, { ...createMessage(), xml }).findings).toEqual([])
    expect(codesOf(judge(reply))).toEqual(['reply.unreadable'])
  })

  it('is read in the declared charset: question marks are explained once', () => {
    const text = createReply('text', '<Content><![CDATA[????]]></Content>')
    const headers: [string, string][] = [['Content-Type', 'text/xml;charset=ISO-8859-1']]
    expect(codesOf(judge({ text, headers }))).toEqual(['reply.length-mismatch'])
    expect(codesOf(judge(text))).toEqual(['reply.unreadable'])
  })
})

describe('a cut character', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text)

  it('is placed by its bytes and by the bytes of its value', () => {
    const [before = '', behind = ''] = TEXT.split('你好')
    const value = '你'.repeat(682)
    const body = Buffer.concat([bytesOf(before + value), Uint8Array.of(0xe4), bytesOf(behind)])
    const [finding] = judge(body).findings
    expect(finding?.at).toMatchObject({ offset: bytesOf(before + value).length, length: 1 })
    expect(finding?.detail.en).toContain('Content has 2046 bytes up to there')
  })

  it('at the end tells the size of a buffer', () => {
    const body = bytesOf(createReply('text', `<Content><![CDATA[${'你'.repeat(500)}]]></Content>`))
    expect(judge(body.subarray(0, 1024)).findings[0]?.detail.en).toContain('1024 bytes')
    expect(judge(body.subarray(0, 1024)).findings[0]?.detail.en).toContain('buffer seems to hold no more')
  })
})

describe('a repair leaves the text as it was meant', () => {
  const encode = (content: string) => createReply('text', `<Content>${writeCdata(content)}</Content>`)
  const content = fc
    .string({
      unit: fc.constantFrom('你', 'a', '&', '<', '>', ']', ']]>', '&lt;', '"', ' ', '\n', '😀', '</xml>'),
    })
    .filter((one) => one.trim() !== '')
  const damages: [name: string, damage: (content: string) => string][] = [
    ['leading text', (one) => `Notice: x\n${encode(one)}`],
    ['leading blanks', (one) => `\n ${encode(one)}`],
    ['a mark', (one) => `\uFEFF${encode(one)}`],
    ['a panel behind', (one) => `${encode(one)}<div id="think_page_trace"><p>`],
    ['a word behind', (one) => `${encode(one)}success`],
    ['an unsplit end', (one) => createReply('text', `<Content><![CDATA[${one}]]></Content>`)],
    ['markers with blanks', (one) => createReply('text', `<Content>< ![CDATA[${one}] ]></Content>`)],
    ['markers in lower case', (one) => createReply('text', `<Content><![cdata[${one}]]></Content>`)],
  ]

  it.each(damages)('with %s', (_, damage) => {
    fc.assert(
      fc.property(content, (meant) => {
        for (const finding of judge(damage(meant)).findings) {
          if (finding.code !== 'reply.leading-bytes' && finding.code !== 'reply.malformed') continue
          expect(finding.repair).toBe(encode(meant))
        }
      }),
      runs(200),
    )
  })
})

describe('never throws', () => {
  const messages = [null, createMessage(), createMessage('event', 'SCAN')]

  it('on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...messages), (body, message) => {
        judge(body, message)
      }),
      runs(500),
    )
  })

  it('on replies with something cut out, put in or turned around, and repairs stay repairs', () => {
    const scraps = fc.constantFrom(
      '<',
      '>',
      '&',
      ']]>',
      '<![CDATA[',
      '\uFEFF',
      '</xml>',
      '<xml>',
      '&#2;',
      '"',
      '\0',
      '你',
      '<?xml ',
    )
    const originals = fc.constantFrom(TEXT, createNews(2), TEXT.replace(USER, ACCOUNT))
    fc.assert(
      fc.property(originals, fc.nat(400), fc.nat(6), scraps, (original, at, cut, scrap) => {
        const body = original.slice(0, at) + scrap + original.slice(at + cut)
        for (const finding of judge(body).findings) {
          if (finding.repair === undefined) continue
          const after = judge(finding.repair).findings
          expect(
            after.some(({ code, title }) => code === finding.code && title.en === finding.title.en),
          ).toBe(false)
        }
      }),
      runs(1000),
    )
  })
})
