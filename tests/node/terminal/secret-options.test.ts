import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Bilingual } from '../../../src-core/contract/text.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import type { TerminalCommand } from '../../../src-main/terminal/command.ts'
import { decryptCommand } from '../../../src-main/terminal/decrypt.ts'
import { encryptCommand } from '../../../src-main/terminal/encrypt.ts'
import { sendCommand } from '../../../src-main/terminal/send.ts'
import { serveCommand } from '../../../src-main/terminal/serve.ts'
import { signCommand } from '../../../src-main/terminal/sign.ts'
import { UsageError } from '../../../src-main/terminal/usage-error.ts'
import { startBackend } from '../backend-server.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { createTerminal } from './in-process.ts'
import type { CommandOptions } from './in-process.ts'
import { startCli } from './running-cli.ts'

const TOKEN = 'oneTokenThatIsSecret'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const given = { timestamp: '1', nonce: '2' }
const DIGEST = sign({ token: TOKEN, ...given })
const REST = ['--timestamp', '1', '--nonce', '2']

/** Runs a command in this process; throws if it refuses. */
async function run(command: TerminalCommand, args: string[], options?: CommandOptions) {
  const terminal = createTerminal(options)
  const { stdout, stderr } = terminal
  const code = await command.run(args, terminal).finally(() => {
    stdout.end()
    stderr.end()
  })
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}

async function refusal(
  command: TerminalCommand,
  args: string[],
  options?: CommandOptions,
): Promise<Bilingual> {
  const error: unknown = await run(command, args, options).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UsageError)
  return (error as UsageError).text
}

function writeSecret(content: string | Buffer): string {
  const file = join(createTemporaryFolder(), 'secret')
  writeFileSync(file, content)
  return file
}

describe('a token', () => {
  it.each<[string, () => [string[], CommandOptions?]]>([
    ['an option', () => [['--token', TOKEN]]],
    ['a file', () => [['--token-file', writeSecret(TOKEN)]]],
    ['a file with a line end', () => [['--token-file', writeSecret(`${TOKEN}\n`)]]],
    ['a file from Windows', () => [['--token-file', writeSecret(`\ufeff${TOKEN}\r\n`)]]],
    ['stdin', () => [['--token-file', '-'], { input: `${TOKEN}\n` }]],
    ['the environment', () => [[], { env: { MPSCOPE_TOKEN: TOKEN } }]],
    ['the option before all else', () => [['--token', TOKEN], { env: { MPSCOPE_TOKEN: 'x' } }]],
    [
      'the file before the environment',
      () => [['--token-file', writeSecret(TOKEN)], { env: { MPSCOPE_TOKEN: 'x' } }],
    ],
    ['an option that is not empty by a blank', () => [[`--token=${TOKEN}`], { env: { MPSCOPE_TOKEN: '' } }]],
  ])('may come from %s', async (_name, make) => {
    const [args, options] = make()
    expect(await run(signCommand, [...args, ...REST], options)).toEqual({
      code: 0,
      stdout: `${DIGEST}\n`,
      stderr: '',
    })
  })

  it('may come from a pipe, as a shell makes them', async () => {
    const pipe = join(createTemporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const running = run(signCommand, ['--token-file', pipe, ...REST])
    await writeFile(pipe, `${TOKEN}\n`)
    expect((await running).stdout).toBe(`${DIGEST}\n`)
  })

  it.each<[string, () => [string[], CommandOptions?], string]>([
    ['option and file', () => [['--token', TOKEN, '--token-file', 'f']], '--token-file'],
    ['a file that is not there', () => [['--token-file', '/nowhere/token']], 'ENOENT'],
    ['a folder', () => [['--token-file', createTemporaryFolder()]], 'EISDIR'],
    ['an empty file', () => [['--token-file', writeSecret('')]], 'empty'],
    ['an empty line', () => [['--token-file', writeSecret('\r\n')]], 'empty'],
    ['a large file', () => [['--token-file', writeSecret('x'.repeat(4097))]], '4096'],
    ['a file without an end', () => [['--token-file', '/dev/zero']], '4096'],
    ['two lines', () => [['--token-file', writeSecret(`${TOKEN}\nother`)]], 'one line'],
    ['what is no text', () => [['--token-file', writeSecret(Buffer.from([0xff, 0xfe, 0x41]))]], 'UTF-8'],
    ['empty stdin', () => [['--token-file', '-']], 'stdin is empty'],
    ['an empty option', () => [['--token', '']], '--token'],
    ['an empty name', () => [['--token-file', '']], '--token-file'],
    ['an empty variable', () => [[], { env: { MPSCOPE_TOKEN: '' } }], 'MPSCOPE_TOKEN'],
    ['nothing', () => [[]], 'MPSCOPE_TOKEN'],
  ])('is refused in one line in both languages: %s', async (_name, make, named) => {
    const [args, options] = make()
    const { zh, en } = await refusal(signCommand, [...args, ...REST], options)
    expect(en).toContain(named)
    for (const line of [zh, en]) {
      expect(line).not.toContain('\n')
      expect(line).not.toContain(TOKEN)
    }
    expect(zh).toMatch(/[一-鿿]/)
    expect(en).not.toMatch(/[一-鿿]/)
  })
})

describe('every command that takes secrets', () => {
  const files = () => ['--token-file', writeSecret(TOKEN), '--aes-key-file', writeSecret(`${AES_KEY}\n`)]
  const env = { MPSCOPE_TOKEN: TOKEN, MPSCOPE_AES_KEY: AES_KEY }
  const reply = '<xml><Content>你好</Content></xml>'

  it('encrypt and decrypt', async () => {
    const sealed = await run(encryptCommand, ['--app-id', 'wx1', ...files()], { input: reply })
    expect(sealed).toMatchObject({ code: 0, stderr: '' })
    const opened = await run(decryptCommand, ['--app-id', 'wx1'], { input: sealed.stdout, env })
    expect(opened).toEqual({ code: 0, stdout: reply, stderr: '' })
  })

  it.each([
    ['encrypt', encryptCommand],
    ['decrypt', decryptCommand],
  ])('%s refuses stdin for a secret, since it holds the message', async (_name, command) => {
    const args = ['--app-id', 'wx1', '--token', TOKEN, '--aes-key-file', '-']
    const { zh, en } = await refusal(command, args, { input: reply })
    expect(en).toBe('stdin holds the message, so --aes-key-file cannot be -; give a file')
    expect(zh).toContain('--aes-key-file')
  })

  it.each([
    ['send', sendCommand],
    ['serve', serveCommand],
  ])('%s takes stdin for one of the two', async (_name, command) => {
    const rest =
      command === sendCommand ? ['--url', 'http://127.0.0.1:1/', '--mode', 'safe', '--app-id', 'wx1'] : []
    const args = [...rest, '--token-file', '-', '--aes-key-file', '-']
    const { en } = await refusal(command, args, { input: TOKEN })
    expect(en).toContain('--token-file and --aes-key-file')
  })

  it('send, to a backend and to verify it', async () => {
    const backend = await startBackend((response) => void response.end('success'))
    const url = ['--url', `${backend.origin}/wx`]
    const safe = await run(sendCommand, [...url, '--mode', 'safe', '--app-id', 'wx1', '--json'], { env })
    expect(safe.code).toBe(0)
    await run(sendCommand, [...url, '--verify', ...files().slice(0, 2)])
    for (const { target } of backend.seen) {
      const query = new URL(target, backend.origin).searchParams
      const signed = { timestamp: query.get('timestamp')!, nonce: query.get('nonce')! }
      expect(query.get('signature')).toBe(sign({ token: TOKEN, ...signed }))
    }
    expect(backend.seen).toHaveLength(2)
    expect(safe.stdout).not.toContain(TOKEN)
  })

  it('send --verify has no use for a key', async () => {
    const { en } = await refusal(sendCommand, ['--url', 'http://127.0.0.1:1/', '--verify', ...files()])
    expect(en).toContain('--aes-key-file')
    // A CI sets it like this for a secret that does not exist.
    const unset = { MPSCOPE_TOKEN: TOKEN, MPSCOPE_AES_KEY: '' }
    const backend = await startBackend((response) => void response.end())
    expect((await run(sendCommand, ['--url', backend.origin, '--verify'], { env: unset })).code).toBe(1)
    expect(backend.seen).toHaveLength(1)
  })

  it('wrong usage is said before stdin is read', async () => {
    const { en } = await refusal(signCommand, ['--token-file', '-', '--nonce', '2'])
    expect(en).toBe('--timestamp is missing')
  })

  it.each<[string, string[], CommandOptions, string]>([
    ['the variable', [], { env: { MPSCOPE_TOKEN: TOKEN, MPSCOPE_AES_KEY: 'short' } }, 'MPSCOPE_AES_KEY'],
    [
      'the file',
      ['--aes-key-file', '-'],
      { input: 'short', env: { MPSCOPE_TOKEN: TOKEN } },
      '--aes-key-file',
    ],
    [
      'the token’s way',
      ['--ephemeral', '--port', '0'],
      { env: { MPSCOPE_TOKEN: 'x'.repeat(300) } },
      'MPSCOPE_TOKEN',
    ],
  ])('names %s where what it holds cannot be used', async (_name, args, options, named) => {
    const { zh, en } = await refusal(serveCommand, args, options)
    for (const line of [zh, en]) expect(line).toMatch(new RegExp(`^${named} `))
    expect(en).not.toMatch(/short|xxx/)
  })
})

describe.skipIf(process.platform !== 'linux')('the process list (Linux)', () => {
  it('shows no secret of a serve that runs, whichever way it came', async () => {
    const args = ['serve', '--json', '--ephemeral', '--port', '0', '--control-port', '0']
    const complaints: string[] = []
    for (const [more, env] of [
      [['--token', TOKEN, `--aes-key=${AES_KEY}`], {}],
      [[], { MPSCOPE_TOKEN: TOKEN, MPSCOPE_AES_KEY: AES_KEY }],
    ] as const) {
      const child = startCli([...args, ...more], env)
      child.stderr.on('data', (chunk: Buffer) => complaints.push(String(chunk)))
      for await (const chunk of child.stdout) if (String(chunk).includes('"ready"')) break
      const list = readFileSync(`/proc/${child.pid}/cmdline`, 'latin1')
      expect([list.includes(TOKEN), list.includes(AES_KEY)]).toEqual([false, false])
      expect(list).toContain('serve')
    }
    // Names only the first one, in one line.
    expect(complaints.join('')).toMatch(/^mpscope: --token on the command line [^\n]*MPSCOPE_TOKEN[^\n]*\n$/)
    expect(complaints.join('')).not.toContain(TOKEN)
  })
})
