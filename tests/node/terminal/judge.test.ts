import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

  it('a request that is no XML is refused at its place', async () => {
    const request = createRequest('<xml>\n<a></xml>')
    const result = await runInProcess(['judge', '--request', request], { input: 'success' })
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain('req.xml:2:')
  })
})
