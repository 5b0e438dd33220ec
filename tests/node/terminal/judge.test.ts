import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-core/contract/exchange.ts'
import { FINDINGS } from '../../../src-core/contract/findings.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import type { CommandOptions } from './in-process.ts'
import { createTextMessage, isUsageError, runCli } from './running-cli.ts'

const USER = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
const ACCOUNT = 'gh_7f083739789a'
const ZH = { LC_ALL: 'zh_CN.UTF-8' }

function createRequest(content = createTextMessage('7123456789012345678')): string {
  const path = join(createTemporaryFolder(), 'req.xml')
  writeFileSync(path, content)
  return path
}

const createReply = (to = USER, from = ACCOUNT) =>
  `<xml>\n<ToUserName>${to}</ToUserName>\n<FromUserName>${from}</FromUserName>\n<CreateTime>1700000000</CreateTime>\n` +
  '<MsgType>text</MsgType>\n<Content>你好</Content>\n</xml>'

const ENCRYPT = '<Encrypt><![CDATA[AAAA]]></Encrypt>'
const SAFE = `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName>${ENCRYPT}</xml>`
const COMPATIBLE = createTextMessage('1').replace('</xml>', `${ENCRYPT}</xml>`)
const ENVELOPE =
  `<xml>${ENCRYPT}<MsgSignature><![CDATA[${'0'.repeat(40)}]]></MsgSignature>` +
  '<TimeStamp>1700000000</TimeStamp><Nonce><![CDATA[1]]></Nonce></xml>'

const judge = (input: string | Uint8Array, args: string[] = [], env: CommandOptions['env'] = {}) =>
  runInProcess(['judge', '--request', createRequest(), ...args], { input, env })

describe('judge', () => {
  it.each([
    ['accepted', createReply()],
    ['ignored', 'success'],
    ['ignored', ''],
  ])('says %s and nothing else, with 0', async (verdict, reply) => {
    expect(await judge(reply)).toEqual({ code: 0, stdout: `${verdict}\n`, stderr: '' })
  })

  it('gives one line a finding, with its place, in the user’s language, and 1', async () => {
    const reply = createReply(ACCOUNT, USER)
    expect(await judge(reply)).toEqual({
      code: 1,
      stdout:
        'fault\nreply.not-swapped  error  ToUserName and FromUserName were not swapped  (2:1 /xml/ToUserName)' +
        `  [official: ${FINDINGS['reply.not-swapped'].page}]\n`,
      stderr: '',
    })
    expect((await judge(reply, [], ZH)).stdout).toContain(
      'reply.not-swapped  错误  ToUserName 和 FromUserName 没有对调',
    )
  })

  it('says how well each is known: officially, in the field, or by inference', async () => {
    const gbk = Buffer.from(createReply().replace('你好', '\u00c4\u00e3'), 'latin1')
    const bom = '\uFEFF' + createReply()
    expect((await judge('{}', [], ZH)).stdout).toMatch(/ {2}\[官方文档：https:\S+\]\n$/)
    expect((await judge(bom)).stdout).toMatch(/ {2}\[seen in the field \(\d\)\]\n$/)
    expect((await judge(bom, [], ZH)).stdout).toMatch(/ {2}\[实例 \d 个\]\n$/)
    expect((await judge(gbk)).stdout).toMatch(/ \(most likely a fault\) .* {2}\[inferred\]\n$/)
    expect((await judge(gbk, [], ZH)).stdout).toMatch(/（很可能出错）.* {2}\[推断\]\n$/)
  })

  it('reads bytes, not text', async () => {
    const input = Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from(createReply())])
    const { code, stdout } = await runCli(['judge', '--request', createRequest()], { input })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^fault\nreply\.leading-bytes {2}error {2}[^\n]*byte order mark[^\n]*\n$/)
  })

  it('knows of status and time only what it is told', async () => {
    expect((await judge(createReply(), ['--status', '201'])).stdout).toMatch(
      /^retried\nstatus\.not-200 .*\(status\) {2}\[[^\n]*\]\n$/,
    )
    expect((await judge(createReply(), ['--took', '5000'])).stdout).toBe('accepted\n')
    expect((await judge(createReply(), ['--took', '5001'])).stdout).toMatch(/^retried\nreply\.too-late /)
  })

  it('gives one object as JSON, repair and all', async () => {
    const { code, stdout } = await judge('success\n', ['--json'])
    expect(code).toBe(1)
    expect(stdout.trimEnd()).not.toContain('\n')
    const { verdict, findings } = JSON.parse(stdout) as { verdict: string; findings: Finding[] }
    expect(verdict).toBe('fault')
    expect(findings).toMatchObject([{ code: 'reply.not-xml', severity: 'error', repair: 'success' }])
  })

  it.each<[verdict: string, code: string, form: string, request: string, reply: string]>([
    [
      'fault',
      'crypt.reply-envelope',
      'an encrypted reply to a plaintext request',
      createTextMessage('1'),
      ENVELOPE,
    ],
    ['accepted', 'crypt.plain-reply', 'a plain reply to a safe request', SAFE, createReply()],
  ])('says %s and %s of %s', async (verdict, code, _, request, reply) => {
    const args = ['judge', '--request', createRequest(request)]
    const { stdout } = await runInProcess(args, { input: reply })
    expect(stdout).toMatch(new RegExp(`^${verdict}\\n${code.replace('.', '\\.')} `))
  })

  it.each<[form: string, request: string, reply: string]>([
    ['an encrypted reply to a safe request', SAFE, ENVELOPE],
    ['an encrypted reply to a compatible request', COMPATIBLE, ENVELOPE],
    ['a plain reply to a compatible request', COMPATIBLE, createReply()],
    ['success in answer to a safe request', SAFE, 'success'],
  ])('says nothing of encryption about %s', async (_, request, reply) => {
    const args = ['judge', '--request', createRequest(request)]
    expect((await runInProcess(args, { input: reply })).stdout).not.toContain('crypt.')
  })

  it('lets nothing in a reply move the cursor', async () => {
    const { stdout } = await judge(createReply().replace('>text<', '>te\u001b[2Jxt<'))
    expect(stdout).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]+$/)
  })
})

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP_ID = 'wx0123456789abcdef'
const KEYS = ['--token', 'mytoken', '--aes-key', KEY, '--app-id', APP_ID]

async function seal(xml: string, key = KEY): Promise<string> {
  const args = ['encrypt', '--token', 'mytoken', '--aes-key', key, '--app-id', APP_ID]
  return (await runInProcess(args, { input: xml })).stdout
}

describe('judge --mode', () => {
  it('takes a plain reply in safe mode with a warning, and without a key', async () => {
    const { stdout } = await judge(createReply(), ['--mode', 'safe'])
    expect(stdout).toContain('crypt.plain-reply')
  })

  it('opens an encrypted reply and judges its content', async () => {
    expect(await judge(await seal(createReply()), ['--mode', 'safe', ...KEYS])).toEqual({
      code: 0,
      stdout: 'accepted\n',
      stderr: '',
    })
    const { stdout } = await judge(await seal(createReply(ACCOUNT, USER)), ['--mode', 'compatible', ...KEYS])
    expect(stdout).toMatch(/^fault\nreply\.not-swapped /)
  })

  it('says that another key was used, and that the previous one was', async () => {
    const reply = await seal(createReply(), 'B'.repeat(43))
    expect((await judge(reply, ['--mode', 'safe', ...KEYS])).stdout).toMatch(
      /^fault\ncrypt\.reply-envelope {2}error {2}.*-40007/,
    )
    const previous = await judge(reply, ['--mode', 'safe', ...KEYS, '--previous-aes-key', 'B'.repeat(43)])
    expect(previous.stdout).toMatch(/^fault\ncrypt\.reply-envelope {2}error {2}.*another key/)
  })

  it('says that it did not open what it has no key for', async () => {
    const { code, stderr } = await judge(await seal(createReply()), ['--mode', 'safe'])
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^the reply is encrypted and was not opened[^\n]+\n$/),
    ])
  })

  it('knows that an encrypted reply to a plain message is wrong', async () => {
    expect((await judge(await seal(createReply()))).stdout).toMatch(/^fault\ncrypt\.reply-envelope /)
  })

  it('says that an encrypted request was not opened, and judges what it can', async () => {
    const request = createRequest(await seal(createTextMessage('7123456789012345678')))
    const { code, stdout, stderr } = await runInProcess(['judge', '--request', request], { input: 'success' })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'ignored\n' })
    expect(stderr).toMatch(/^--request is an encrypted message and was not opened[^\n]+--aes-key[^\n]+\n$/)
  })

  it('opens a request that is encrypted', async () => {
    const request = createRequest(await seal(createTextMessage('7123456789012345678')))
    const args = ['judge', '--request', request, '--mode', 'safe', ...KEYS]
    const input = await seal(createReply(ACCOUNT, USER))
    expect((await runInProcess(args, { input })).stdout).toMatch(/^fault\nreply\.not-swapped /)
  })
})

describe('judge --http', () => {
  const body = createReply()
  const length = Buffer.byteLength(body)
  const head = (lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
  const OK = ['HTTP/1.1 200 OK', 'Content-Type: text/xml; charset=utf-8', `Content-Length: ${length}`]
  const judgeHttp = (input: string | Uint8Array, args: string[] = [], env = {}) =>
    judge(input, ['--http', ...args], env)

  it.each([
    ['as curl -i saves it', head(OK) + body],
    ['with LF alone', (head(OK) + body).replaceAll('\r\n', '\n')],
    ['over HTTP/2', head(['HTTP/2 200 ', 'content-type: text/xml']) + body],
    ['without a reason', head(['HTTP/1.1 200', 'Content-Type: text/xml']) + body],
    ['after 100 Continue', head(['HTTP/1.1 100 Continue']) + head(OK) + body],
    ['in chunks that curl has joined', head(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked']) + body],
    [
      'in chunks as they came',
      `${head(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'])}${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ],
    ['with a folded header', head(['HTTP/1.1 200 OK', 'X-A: 1,', '  2', 'Content-Type: text/xml']) + body],
  ])('judges an answer %s', async (_name, input) => {
    expect(await judgeHttp(input)).toEqual({ code: 0, stdout: 'accepted\n', stderr: '' })
  })

  it.each([
    ['a proxy’s CONNECT', head(['HTTP/1.1 200 Connection established']), '2 responses (200 before'],
    [
      'a redirect',
      head(['HTTP/1.1 301 Moved Permanently', 'Location: /wx/', 'Content-Length: 9']),
      'would see the first',
    ],
    ['a login', head(['HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Digest']), '2 responses (401 before'],
  ])('judges the last answer after %s, and says so', async (_name, before, words) => {
    const { code, stdout, stderr } = await judgeHttp(before + head(OK) + body)
    expect([code, stdout]).toEqual([0, 'accepted\n'])
    expect(stderr).toContain(words)
    expect(stderr.match(/\n/g)).toHaveLength(1)
  })

  it('takes a status line in the body of a 200 for the body that it is', async () => {
    const { stdout } = await judgeHttp(head(OK.slice(0, 2)) + head(['HTTP/1.1 200 OK']) + 'success')
    expect(stdout).toMatch(/^fault\n/)
  })

  it.each([
    ['status', head(['HTTP/1.1 201 Created', 'Content-Length: 0']), 'retried\nstatus.not-200  error'],
    [
      'a Content-Length that is too large',
      head([...OK.slice(0, 2), `Content-Length: ${length + 9}`]) + body,
      'retried\nreply.length-mismatch  error',
    ],
    [
      'two values of Content-Length',
      head([...OK, `Content-Length: ${length + 9}`]) + body,
      'retried\nreply.broken-framing  error',
    ],
    [
      'a Content-Length beside chunks',
      head([...OK, 'Transfer-Encoding: chunked']) + body,
      'retried\nreply.broken-framing  error',
    ],
    [
      'a line among the headers that is none',
      head(['HTTP/1.1 200 OK', 'debug output', 'Content-Type: text/xml']) + body,
      'retried\nreply.broken-framing  error',
    ],
    [
      'a chunk whose size is wrong',
      `${head(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'])}9\r\n${body}\r\n0\r\n\r\n`,
      'retried\nreply.broken-framing  error',
    ],
    [
      'a Content-Length that counts characters',
      head([...OK.slice(0, 2), `Content-Length: ${body.length}`]) + body,
      'fault\nreply.length-mismatch  error',
    ],
    [
      'charset',
      head([OK[0]!, 'Content-Type: text/xml; charset=GBK']) + body,
      'fault\nreply.length-mismatch  error',
    ],
    ['a body that was never read', head(['HTTP/1.1 415 ', 'Content-Length: 0']), 'body.ignored'],
  ])('knows of %s what a relayed answer would show', async (_name, input, start) => {
    const { code, stdout } = await judgeHttp(input)
    expect(code).toBe(1)
    expect(stdout).toContain(start)
  })

  it('takes the first of two answers that are not a redirect, and warns of the second', async () => {
    const { code, stdout } = await judgeHttp(head(OK) + body + head(OK) + body)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^accepted\nreply\.broken-framing {2}warning/)
  })

  it('still judges a body that is compressed, but not one that curl has unpacked', async () => {
    const packed = gzipSync(body)
    const compressed = head(['HTTP/1.1 200 OK', 'Content-Encoding: gzip', `Content-Length: ${packed.length}`])
    const asItCame = await judgeHttp(Buffer.concat([Buffer.from(compressed), packed]))
    expect(asItCame.stdout).toContain('reply.length-mismatch  warning  The reply is compressed')
    const unpacked = await judgeHttp(compressed + body)
    expect(unpacked).toMatchObject({
      code: 0,
      stdout: 'accepted\n',
      stderr: /^curl --compressed has unpacked/,
    })
  })

  it.each([
    [
      'a line end that an editor added',
      head([...OK.slice(0, 2), 'Content-Length: 7']) + 'success\n',
      'most likely an editor added',
    ],
    [
      'line ends that an editor changed',
      (head([...OK.slice(0, 2), `Content-Length: ${length + 6}`]) + body).replaceAll('\r\n', '\n'),
      'were restored',
    ],
  ])('leaves %s out of account, and says so', async (_name, input, words) => {
    const { code, stderr } = await judgeHttp(input)
    expect(code).toBe(0)
    expect(stderr).toContain(words)
  })

  it('counts a line end that Content-Length counts', async () => {
    const { code, stdout } = await judgeHttp(`${head([...OK.slice(0, 2), 'Content-Length: 8'])}success\n`)
    expect([code, stdout.split('\n')[0]]).toEqual([1, 'fault'])
  })

  it.each([
    ['nothing', '', 'empty', '空的'],
    ['a body alone', body, 'leave --http out', '不要加 --http'],
    ['a request', head(['POST /wx HTTP/1.1', 'Host: a.example']), 'request', '请求'],
    ['what curl -v prints', '* Connected to a.example\n> POST /wx HTTP/1.1\n', 'curl -i', 'curl -i'],
    ['an error of curl’s', 'curl: (7) Failed to connect to 127.0.0.1\n', 'error of curl', '报错'],
    ['UTF-16', Buffer.from(`\ufeff${head(OK)}${body}`, 'utf16le'), 'curl -i -o', 'curl -i -o'],
    ['a head that runs into the body', 'HTTP/1.1 200 OK\r\n<xml></xml>', 'blank line', '空行'],
    ['an interim answer alone', head(['HTTP/1.1 100 Continue']), '100', '100'],
  ])('refuses %s in one line', async (_name, input, en, zh) => {
    for (const [env, words] of [
      [{}, en],
      [ZH, zh],
    ] as const) {
      const result = await judgeHttp(input, [], env)
      expect(result).toSatisfy(isUsageError)
      expect(result.stderr).toContain(words)
    }
  })
})

describe('wrong usage of judge', () => {
  it.each([
    [['--request', join(import.meta.dirname, 'nowhere.xml')], 'nowhere.xml'],
    [['--request', import.meta.dirname], 'EISDIR'],
    [[], '--request'],
  ])('%j exits with 2 and one line that names %s', async (args, named) => {
    for (const env of [{}, ZH]) {
      const result = await runInProcess(['judge', ...args], { input: 'success', env })
      expect(result).toSatisfy(isUsageError)
      expect(result.stderr).toContain(named)
    }
  })

  it.each([
    ['--status', '99'],
    ['--status', '600'],
    ['--took', 'long'],
  ])('%s %s is refused', async (option, value) => {
    const result = await judge('success', [option, value])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(option)
  })

  it('the status stands in the answer that --http reads', async () => {
    const result = await judge('HTTP/1.1 200 OK\r\n\r\n', ['--http', '--status', '200'])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain('--status')
  })

  it.each([
    ['a key without a token', ['--mode', 'safe', '--aes-key', KEY], '--token'],
    [
      'a key that does not open the request',
      ['--mode', 'safe', ...KEYS, '--aes-key', 'B'.repeat(43)],
      'cannot be decrypted',
    ],
    ['a key that is none', ['--mode', 'safe', '--token', 't', '--aes-key', 'short'], '--aes-key'],
  ])('%s is refused', async (_name, args, named) => {
    const request = createRequest(await seal(createTextMessage('7123456789012345678')))
    const result = await runInProcess(['judge', '--request', request, ...args], { input: 'success' })
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })

  it('a request that is no XML is refused at its place', async () => {
    const request = createRequest('<xml>\n<a></xml>')
    const result = await runInProcess(['judge', '--request', request], { input: 'success' })
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain('req.xml:2:')
  })
})
