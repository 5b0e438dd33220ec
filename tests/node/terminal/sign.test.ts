import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from './in-process.ts'
import { isUsageError, runCli } from './running-cli.ts'

interface Vector {
  id: string
  kind: string
  token: string
  timestamp: string
  nonce: string
  encrypt?: string
  expected: string
  valid: boolean
}

const folder = join(import.meta.dirname, '../../fixtures/vectors/signature')
const vectors = (JSON.parse(readFileSync(join(folder, 'signature.json'), 'utf8')) as Vector[]).filter(
  ({ kind }) => kind === 'signature',
)

const sha1 = (text: string) => hash('sha1', text, 'hex')

const given = ['--token', 'test', '--timestamp', '1410685589', '--nonce', 'test']
const DIGEST = 'f21891de399b4e33a1a93c9a7b8a8fffb5a443ff'
const ZH = { LC_ALL: 'zh_CN.UTF-8' }

describe('sign', () => {
  it.each(vectors)('agrees with $id', async ({ token, timestamp, nonce, expected, valid }) => {
    const { code, stdout, stderr } = await runInProcess([
      'sign',
      `--token=${token}`,
      `--timestamp=${timestamp}`,
      `--nonce=${nonce}`,
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^[0-9a-f]{40}\n$/)
    expect(stdout === `${expected}\n`).toBe(valid)
  })

  it('takes the encrypted text in as the fourth part', async () => {
    const { code, stdout } = await runInProcess(['sign', ...given, '--encrypt', 'aGVsbG8='])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[0-9a-f]{40}\n$/)
    expect(stdout).not.toBe(`${DIGEST}\n`)
  })

  it('verifies: 0 for the right signature', async () => {
    expect(await runInProcess(['sign', ...given, '--verify', DIGEST])).toMatchObject({ code: 0, stderr: '' })
  })

  it.each([
    ['en', {}, `the signature differs: received bad, expected ${DIGEST}\n`, '40 lower-case hex digits'],
    ['zh', ZH, `签名不符：收到 bad，应为 ${DIGEST}\n`, '40 位小写的十六进制数'],
  ])('verifies: 1 for another, with received and expected on stderr (%s)', async (_name, env, first, why) => {
    const { code, stderr } = await runCli(['sign', ...given, '--verify', 'bad'], { env })
    expect(code).toBe(1)
    const [line, cause] = stderr.split(/(?<=\n)/)
    expect([line, cause]).toEqual([first, expect.stringContaining(why)])
  })

  it.each([
    ['a blank between the parts', [], sha1('1410685589 test test'), 'signature.mismatch', /put " " between/],
    ['an upper-case digest', [], DIGEST.toUpperCase(), 'signature.mismatch', /upper/],
    ['Encrypt left out', ['--encrypt', 'aGVsbG8='], DIGEST, 'crypt.signature', /with Encrypt left out/],
    ['another token', [], 'f'.repeat(40), 'signature.mismatch', /tokens most likely differ/],
  ])('names the mistake: %s', async (_name, more, received, code, words) => {
    const args = ['sign', ...given, ...more, '--verify', received]
    expect((await runInProcess(args)).stderr.split('\n')[1]).toMatch(words)
    const { code: exit, stdout } = await runInProcess([...args, '--json'])
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      received,
      ok: false,
      findings: [{ code, severity: 'error', fix: { en: expect.stringMatching(words) as string } }],
    })
  })

  it('gives both signatures as JSON, and never the token', async () => {
    const args = ['sign', '--token', 'sesame01', '--timestamp', '1', '--nonce', '2', '--json']
    const { code, stdout } = await runInProcess(args)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      expected: sha1('12sesame01'),
      received: null,
      ok: true,
      findings: [],
    })
    expect((await runInProcess([...args, '--verify', 'bad'])).stdout).not.toContain('sesame01')
  })

  it('verifies: 1 for a signature that was left out', async () => {
    const { code, stderr } = await runInProcess(['sign', ...given, '--verify', ''])
    expect([code, stderr]).toEqual([1, `the signature differs: received nothing, expected ${DIGEST}\n`])
  })

  it('keeps what it was given to one line of the terminal', async () => {
    const { code, stderr } = await runInProcess(['sign', ...given, '--verify', 'a\u001b[2J\nb'])
    const [first, ...others] = stderr.trimEnd().split('\n')
    expect([code, first]).toEqual([1, `the signature differs: received a\\u001b[2J b, expected ${DIGEST}`])
    expect(others).toHaveLength(1)
  })

  it.each([
    ['en', {}],
    ['zh', ZH],
  ])('explains its steps (%s)', async (_name, env) => {
    const { code, stdout } = await runInProcess(['sign', ...given, '--explain'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('1410685589testtest')
    expect(stdout.trimEnd().split('\n')).toHaveLength(4)
    expect(stdout.trimEnd().endsWith(DIGEST)).toBe(true)
  })
})

describe('wrong usage of sign', () => {
  it.each([
    [['--timestamp', '1', '--nonce', 'n'], '--token'],
    [['--token', 't', '--nonce', 'n'], '--timestamp'],
    [['--token', 't', '--timestamp', '1'], '--nonce'],
    [['--token', '', '--timestamp', '1', '--nonce', 'n'], '--token'],
    [['--token', '--timestamp', '1', '--nonce', 'n'], '--token'],
    [[...given, '--encrypt', ''], '--encrypt'],
    [[...given, '--bogus'], '--bogus'],
    [[...given, '--constructor'], '--constructor'],
    [[...given, '--explain=1'], '--explain'],
    [[...given, 'left over'], 'left over'],
    [[...given, '--explain', '--verify', 'x'], '--verify'],
  ])('%j exits with 2 and names %s', async (args, named) => {
    const result = await runInProcess(['sign', ...args])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })

  it('is told in Chinese as well', async () => {
    const { code, stderr } = await runInProcess(['sign', '--token', 't', '--nonce', 'n'], { env: ZH })
    expect([code, stderr]).toEqual([2, 'mpscope: 缺少 --timestamp，用法见 mpscope --help\n'])
  })
})

describe('mpscope', () => {
  it.each([['--help'], ['-h'], ['help']])('%s shows the usage and exits with 0', async (name) => {
    const { code, stdout } = await runInProcess([name], { env: ZH })
    expect([code, stdout]).toEqual([0, expect.stringContaining('用法')])
    for (const command of ['serve', 'sign', 'to-json', 'to-xml', 'send']) {
      expect(stdout).toContain(`  ${command} `)
    }
  })

  it('shows the usage of one command', async () => {
    expect((await runInProcess(['sign', '--help'])).stdout).toMatch(/^mpscope sign /)
  })

  it('explains one command to whoever asks for help', async () => {
    const asked = await runInProcess(['help', 'sign'])
    expect(asked).toMatchObject({ code: 0, stderr: '' })
    for (const args of [
      ['sign', '--help'],
      ['sign', '-h', '--bogus'],
      ['--help', 'sign'],
    ]) {
      expect(await runInProcess(args)).toEqual(asked)
    }
  })

  it.each([
    ['nope', ['help', 'nope']],
    ['constructor', ['help', 'constructor']],
    ['left-over', ['help', 'sign', 'left-over']],
  ])('has no help on %s', async (named, args) => {
    const result = await runInProcess(args)
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })

  it('says its version', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each(['nope', 'constructor', '--nope'])('has no command %s', async (name) => {
    const result = await runInProcess([name])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(name)
  })
})
