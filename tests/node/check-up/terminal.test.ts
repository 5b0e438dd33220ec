import { createServer } from 'node:http'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CheckUpReport } from '../../../src-core/contract/check-up.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { listen, startBackend } from '../backend-server.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { runInProcess } from '../terminal/in-process.ts'
import { isUsageError } from '../terminal/running-cli.ts'

const TOKEN = 'terminalToken'

/** Verifies, and answers messages with `body`. */
async function startAnswering(body: () => string) {
  return startBackend((response, { target }) => {
    const query = new URL(target, 'http://x').searchParams
    const signed = { token: TOKEN, timestamp: query.get('timestamp') ?? '', nonce: query.get('nonce') ?? '' }
    if (query.get('signature') !== sign(signed)) return void response.writeHead(401).end()
    response.end(query.get('echostr') ?? body())
  })
}

const data = () => ['--data', createTemporaryFolder()]
const run = (url: string, ...args: string[]) =>
  runInProcess(['check', '--url', url, '--token', TOKEN, ...args])

describe('check', () => {
  it('prints a table by group, what failed with why and what to change, and what is new', async () => {
    let body = 'success'
    const { origin } = await startAnswering(() => body)
    const args = ['--only', 'verification.echo', '--only', 'messages.t*', ...data()]
    const good = await run(origin, ...args)
    expect(good).toMatchObject({ code: 0, stderr: '' })
    expect(good.stdout).toMatch(
      /^Verification\n {2}✓ echostr comes back to the byte +200, \d+ ms, echostr\n\nMessages/,
    )
    body = '"success"'
    const bad = await run(origin, ...args)
    expect(bad.code).toBe(1)
    expect(bad.stdout).toMatch(/ {2}✗ Text +200, .*\n {6}messages\.text\n {6}reply\.not-xml {2}error/)
    expect(bad.stdout).toContain('Why: Without a valid reply')
    // One mistake is explained once.
    expect(bad.stdout.split('serialiser').length).toBeLessThan(3)
    expect(bad.stdout).toMatch(
      /\nNewly failed: messages\.text messages\.template-sent\n1 passed, 2 failed, 0 to improve\n$/,
    )
  })

  it('does not fail for advice, or for what the baseline knows', async () => {
    const { origin } = await startAnswering(() => '{}')
    const file = join(createTemporaryFolder(), 'known.txt')
    writeFileSync(file, '# known\nmessages.text  the old bot is switched off soon\n')
    const args = ['--only', 'messages.text', '--baseline', file, '--json', ...data()]
    const { code, stdout } = await run(origin, ...args)
    expect(code).toBe(0)
    const { results } = JSON.parse(stdout) as CheckUpReport
    expect(results).toMatchObject([
      { state: 'accepted', because: { en: 'the old bot is switched off soon' } },
    ])
    expect((await run(origin, '--only', 'text.json', ...data())).code).toBe(0)
  })

  it('writes reports', async () => {
    const { origin } = await startAnswering(() => 'success')
    const folder = createTemporaryFolder()
    const [junit, markdown] = [join(folder, 'a.xml'), join(folder, 'a.md')]
    const args = ['--only', 'verification', '--junit', junit, '--markdown', markdown, ...data()]
    expect((await run(origin, ...args)).code).toBe(0)
    expect(readFileSync(junit, 'utf8')).toContain('<testsuite name="Verification" tests="10" failures="0"')
    expect(readFileSync(markdown, 'utf8')).toContain('# Check-up\n')
  })

  it('lists the cases, and needs no address for that', async () => {
    const { code, stdout } = await runInProcess(['check', '--list', '--only', 'time'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Time and retries\n {2}time\.pieces +required {2}A body in two pieces\n/)
  })

  it.each([
    ['nobody', () => Promise.resolve('http://127.0.0.1:9')],
    ['somebody who hangs up', () => listen(createTcpServer((socket) => void socket.destroy()))],
    [
      'somebody who speaks no HTTP',
      () => listen(createTcpServer((socket) => void socket.end('SSH-2.0-x\r\n'))),
    ],
  ])('ends soon where there is %s', async (_, start) => {
    const { code, stdout } = await run(await start(), ...data())
    expect(code).toBe(1)
    expect(stdout).toMatch(/\nnobody responds at http:\S+; the rest was not sent\n/)
  })

  it('follows no redirect', async () => {
    const { seen, origin: elsewhere } = await startAnswering(() => 'success')
    const origin = await listen(
      createServer((_request, response) => void response.writeHead(302, { Location: elsewhere }).end()),
    )
    const { code, stdout } = await run(origin, '--only', 'verification.echo', ...data())
    expect(code).toBe(1)
    expect(stdout).toContain('status.redirect')
    expect(seen).toEqual([])
  })

  it.each([
    ['an external entity', 'hostile.external-entity', 'check.external-entity'],
    ['an external DTD', 'hostile.external-dtd', 'check.external-entity'],
  ])('sees that %s is fetched', async (_, id, code) => {
    const { origin } = await startBackend(async (response, { target, body }) => {
      const named = /SYSTEM "([^"]+)"/.exec(body.toString())?.[1]
      if (named) await fetch(named)
      response.end(new URL(target, 'http://x').searchParams.get('echostr') ?? '')
    })
    expect((await run(origin, '--only', id, ...data())).stdout).toContain(code)
  })

  it('asks whether a public address is meant', async () => {
    const result = await run('http://8.8.8.8/wx')
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain('--yes')
  })

  it('names the line of a baseline that is broken', async () => {
    const file = join(createTemporaryFolder(), 'known.txt')
    writeFileSync(file, '\n\nnothing.here  x\n')
    const result = await run('http://127.0.0.1:9', '--baseline', file)
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain(`line 3 of ${file}: there is no case nothing.here`)
  })

  it.each([
    [['--token', 'a'], '--url'],
    [['--url', 'http://127.0.0.1:9'], '--token'],
    [['--url', 'ftp://a', '--token', 'a'], '--url'],
    [['--url', 'http://127.0.0.1:9', '--token', 'a', '--only', 'no.such'], '--list'],
    [['--url', 'http://127.0.0.1:9', '--token', 'a', '--baseline', '/nowhere/x'], '--baseline'],
    [
      [
        '--url',
        'http://127.0.0.1:9',
        '--token',
        'a',
        '--aes-key',
        'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      ],
      '--app-id',
    ],
  ])('refuses %j', async (args, named) => {
    const result = await runInProcess(['check', ...args])
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain(named)
  })
})
