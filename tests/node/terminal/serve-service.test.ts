import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startBackend } from '../backend-server.ts'
import { open, record } from '../history/recording.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { connectTo } from './control-client.ts'
import { runInProcess, startCommand } from './in-process.ts'
import { createTextMessage, post, serveInProcess, TOKEN } from './running-cli.ts'

/** The options with which `serve` runs as a service. */

const HERE = ['--ephemeral', '--port', '0', '--token', TOKEN]

describe('serve --no-guard', () => {
  it('sends no success in place of what a backend replies, or of a backend that is not there', async () => {
    const backend = await startBackend((response) => void response.end('<html>'))
    const serve = await serveInProcess([...HERE, '--reply', `relay:${backend.origin}/`, '--no-guard'])
    expect(await post(serve.ready.responder, createTextMessage('1'))).toEqual({ status: 200, body: '<html>' })
    expect(await serve.nextExchange()).toMatchObject({ verdict: 'fault', response: { by: 'relay' } })
    const none = await serveInProcess([...HERE, '--reply', 'relay:http://127.0.0.1:9/', '--no-guard'])
    expect((await post(none.ready.responder, createTextMessage('1'))).status).toBe(502)
  })
})

describe('serve --keep and --keep-rows', () => {
  it.each([
    [['--keep', '7d'], { ageMs: 604_800_000, rows: null }, ', for 7 days', '，保留 7 天'],
    [['--keep', '1h'], { ageMs: 3_600_000, rows: null }, ', for 1 hour', '，保留 1 小时'],
    [['--keep-rows', '500'], { ageMs: null, rows: 500 }, ', 500 exchanges at most', '，最多 500 条'],
    [
      ['--keep', '36h', '--keep-rows', '9'],
      { ageMs: 129_600_000, rows: 9 },
      ', for 36 hours, 9 exchanges at most',
      '，保留 36 小时，最多 9 条',
    ],
  ])('are told when it is ready: %j', async (args, retention, en, zh) => {
    const serve = await serveInProcess([...HERE, ...args])
    expect(serve.ready.history).toEqual({ kept: 'memory', reason: 'ephemeral', retention })
    expect(await readStart([...HERE, ...args], 'en_US.UTF-8')).toContain(`(--ephemeral)${en}\n`)
    expect(await readStart([...HERE, ...args], 'zh_CN.UTF-8')).toContain(`（--ephemeral）${zh}\n`)
  })

  it('remove what an earlier run kept', async () => {
    const data = createTemporaryFolder()
    const before = await open(data)
    for (const receivedAt of [1, Date.now() - 1000, Date.now()]) await record(before, { receivedAt })
    await before.close()
    const serve = await serveInProcess(['--data', data, '--port', '0', '--keep', '1h', '--keep-rows', '1'])
    const client = connectTo(serve.ready.control)
    while ((await client.call('history.count', {})).count > 1);
    const { items } = await client.call('exchange.list', { limit: 10 })
    expect(items).toHaveLength(1)
  })
})

describe('serve --no-control', () => {
  it('gives no link to a workbench', async () => {
    const serve = startCommand(['serve', '--json', ...HERE, '--no-control'])
    onTestFinished(async () => void (await serve.end()))
    const { value } = await createInterface({ input: serve.stdout })[Symbol.asyncIterator]().next()
    expect(JSON.parse(value as string)).toMatchObject({ type: 'ready', control: null })
    expect(await readStart([...HERE, '--no-control'], 'en_US.UTF-8')).not.toMatch(/workbench/i)
    expect(await readStart([...HERE, '--no-control'], 'zh_CN.UTF-8')).not.toContain('调试台')
  })
})

describe('serve --strict-port', () => {
  it('ends with 1 if the port is taken', async () => {
    const port = await takePort()
    const args = ['serve', '--ephemeral', '--port', port, '--strict-port']
    expect(await runInProcess(args)).toEqual({
      code: 1,
      stdout: '',
      stderr: `mpscope: port ${port} is taken\n`,
    })
  })
})

describe('serve --no-words', () => {
  it('prints an exchange without what the user wrote, and without what a finding quotes', async () => {
    const backend = await startBackend((response) => void response.end('<secret/>'))
    const args = [...HERE, '--reply', `relay:${backend.origin}/`, '--no-guard', '--no-words']
    const { lines, start } = await startText(args, 'en_US.UTF-8')
    await post(/Responder +(\S+)/.exec(start)![1]!, createTextMessage('1', 'my secret'))
    const line = (await lines.next()).value as string
    expect(line).toMatch(/ {2}text {2}200 {2}.*user sees a fault: .*reply\.structure\]$/)
    expect(line).not.toContain('secret')
  })
})

describe('a folder that this user may not use', () => {
  it('is named with what to do', async () => {
    const file = join(createTemporaryFolder(), 'a file')
    writeFileSync(file, '')
    const serve = await serveInProcess(['--data', file, '--port', '0'])
    expect(serve.complaints()).toContain(`cannot read and write ${file}: give the folder`)
  })
})

/** Listens on a port, and returns its number. */
async function takePort(): Promise<string> {
  const owner = createServer().listen(0, '127.0.0.1')
  await once(owner, 'listening')
  onTestFinished(() => void owner.close())
  return String((owner.address() as AddressInfo).port)
}

/** Runs `serve` with texts for people; resolves once it has said that it is ready. */
async function startText(args: string[], locale: string) {
  const command = startCommand(['serve', ...args], { env: { LC_ALL: locale } })
  onTestFinished(async () => void (await command.end()))
  const lines = createInterface({ input: command.stdout })[Symbol.asyncIterator]()
  let start = ''
  while (!start.includes('Ctrl+C')) start += `${(await lines.next()).value as string}\n`
  return { lines, start }
}

async function readStart(args: string[], locale: string): Promise<string> {
  return (await startText(args, locale)).start
}
