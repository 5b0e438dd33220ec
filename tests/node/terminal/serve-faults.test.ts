import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createBoundedOutput } from '../../../src-main/terminal/bounded-output.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { mountDisk, noMount } from '../small-disk.ts'
import { connectTo } from './control-client.ts'
import { createTextMessage, keyOfText, post, signedUrl, startCli, startServe, TOKEN } from './running-cli.ts'

const because = (reason: string | null) => (reason ? ` (skipped: ${reason})` : '')
/** Another user, if we may become one. */
const noOtherUser =
  process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0
    ? null
    : 'needs root and setpriv'
const AS_NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']

/** Creates a data folder with settings that contain `TOKEN`. */
async function prepareFolder(): Promise<string> {
  const dataDir = createTemporaryFolder()
  const workbench = await startWorkbench({ dataDir })
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { token: TOKEN } })
  await workbench.close()
  return dataDir
}

async function answersTo(responder: string, token: string): Promise<number[]> {
  const answers = Array.from({ length: 10 }, (_, i) =>
    fetch(signedUrl(responder, token), { method: 'POST', body: createTextMessage(String(i)) }),
  )
  return (await Promise.all(answers)).map(({ status }) => status)
}

describe('settings that cannot be saved', () => {
  it.skipIf(noMount)(`hold for this run: --token on a full disk${because(noMount)}`, async () => {
    const disk = mountDisk(256)
    disk.fillUpTo(0)
    const args = ['--data', disk.folder, '--port', '0', '--token', TOKEN, '--reply', 'text:hi']
    const serve = await startServe(args)
    expect(serve.ready.settings).toMatchObject({ kept: 'memory', reason: 'full', newToken: false })
    expect(await answersTo(serve.ready.responder, TOKEN)).toEqual(Array(10).fill(200))
    expect(serve.complaints()).toContain('mpscope: The disk is full: settings cannot be saved')
    expect(await serve.end('SIGTERM')).toBe(0)
  })

  it.skipIf(noOtherUser)(
    `are read all the same: another user's folder that may be read${because(noOtherUser)}`,
    async () => {
      const folder = await prepareFolder()
      chmodSync(folder, 0o755)
      chmodSync(join(folder, 'settings.json'), 0o644)
      const before = readFileSync(join(folder, 'settings.json'), 'utf8')
      const serve = await startServe(['--data', folder, '--port', '0'], {}, AS_NOBODY)
      expect(serve.ready.settings).toMatchObject({
        kept: 'memory',
        reason: 'read-only',
        keptAside: null,
        newToken: false,
        exposed: 'open',
      })
      expect(await answersTo(serve.ready.responder, TOKEN)).toEqual(Array(10).fill(200))
      expect(serve.complaints()).toContain('The folder of the settings cannot be written')
      const client = connectTo(serve.ready.control)
      const { accounts } = await client.call('workbench.snapshot', {})
      await client.call('account.update', { id: accounts[0]!.id, change: { token: 'forThisRun' } })
      expect(await answersTo(serve.ready.responder, 'forThisRun')).toEqual(Array(10).fill(200))
      expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(before)
    },
  )

  it.skipIf(noOtherUser)(
    `are left as they are where they may not be read, and that is said${because(noOtherUser)}`,
    async () => {
      const folder = await prepareFolder()
      // All may write here, but the file is its owner's.
      chmodSync(folder, 0o777)
      const before = readFileSync(join(folder, 'settings.json'), 'utf8')
      const serve = await startServe(['--data', folder, '--port', '0', '--reply', 'empty'], {}, AS_NOBODY)
      expect(serve.ready.settings).toMatchObject({
        kept: 'memory',
        reason: 'unreadable',
        keptAside: null,
        newToken: true,
      })
      expect(serve.complaints()).toContain('The token is a new one')
      expect(serve.complaints()).toContain('may not be read and was left as it is')
      expect(await answersTo(serve.ready.responder, TOKEN)).toEqual(Array(10).fill(401))
      expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(before)
      expect(readdirSync(folder).filter((name) => name.startsWith('settings'))).toEqual(['settings.json'])

      // Once it may be read, it is used, and the changes made meanwhile are kept.
      const client = connectTo(serve.ready.control)
      const told = new Promise<void>((resolve) => {
        client.onEvents(({ events }) => {
          if (events.some(({ type }) => type === 'accounts.changed')) resolve()
        })
      })
      // Asked before, so that the events are on their way.
      await client.call('workbench.snapshot', {})
      chmodSync(join(folder, 'settings.json'), 0o666)
      await told
      expect(await answersTo(serve.ready.responder, TOKEN)).toEqual(Array(10).fill(200))
      const { accounts, settings } = await client.call('workbench.snapshot', {})
      expect(accounts[0]!.policy).toMatchObject({ kind: 'fixed', reply: { type: 'empty' } })
      expect(settings.newToken).toBe(false)
    },
  )
})

describe('settings that are damaged', () => {
  it('are said in the ready line and on stderr, with what became of the token', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'settings.json'), '{ "half')
    const serve = await startServe(['--data', folder, '--port', '0'])
    const { settings } = serve.ready
    expect(settings).toMatchObject({ kept: 'file', reason: null, leftOut: [''], newToken: true })
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe('{ "half')
    expect(serve.complaints()).toContain(settings.keptAside)
    expect(serve.complaints()).toContain('The token is a new one')
  })

  it('are said to people', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'settings.json'), '')
    const child = startCli(['serve', '--data', folder, '--port', '0', '--control-port', '0'], {
      LC_ALL: 'zh_CN.UTF-8',
    })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => (complaints += String(chunk)))
    let shown = ''
    for await (const chunk of child.stdout) if ((shown += String(chunk)).includes('Ctrl+C')) break
    expect(shown).toMatch(/Token +新生成的（原来的读不出来）/)
    expect(shown).toMatch(/设置 +保存在本机/)
    expect(complaints).toMatch(/mpscope: 设置文件已损坏，现在用的是全新的设置；原文件另存为 .*unreadable/)
    expect(complaints).toContain('Token 是新生成的')
  })
})

describe('output that nobody reads', () => {
  it('does not pile up: lines are left out, and how many is said', async () => {
    const serve = await startServe(['--ephemeral', '--port', '0'], { MPSCOPE_TOKEN: TOKEN })
    serve.child.stdout.pause()
    const total = 60
    for (let i = 0; i < total; i++) {
      const { status } = await post(serve.ready.responder, createTextMessage(`${i}`, 'x'.repeat(60_000)))
      expect(status).toBe(200)
    }
    serve.child.stdout.resume()
    let printed = 0
    let line = JSON.parse(await serve.nextLine()) as { type: string; count?: number }
    for (; line.type === 'exchange'; printed++) line = JSON.parse(await serve.nextLine()) as typeof line
    expect(line).toEqual({ type: 'dropped', count: total - printed })
    expect(printed).toBeGreaterThan(0)
    expect(printed).toBeLessThan(total * 0.75)
    await post(serve.ready.responder, createTextMessage('after'))
    expect((await serve.nextExchange()).messageKey).toBe(keyOfText('after'))
  })

  it('waits within bounds, and goes on in order: whatever stream', async () => {
    const stream = new PassThrough()
    const output = createBoundedOutput(stream, (count) => `${count} left out`)
    const line = 'x'.repeat(100_000)
    for (let i = 0; i < 100; i++) output.line(`${i} ${line}`)
    expect(stream.readableLength + stream.writableLength).toBeLessThan(5 * 1024 * 1024)
    const lines = createInterface({ input: stream })[Symbol.asyncIterator]()
    const next = async () => ((await lines.next()).value as string).slice(0, 20)
    let printed = 0
    let read = await next()
    for (; read.endsWith('x'); printed++) {
      expect(read).toMatch(new RegExp(`^${printed} x`))
      read = await next()
    }
    expect(read).toBe(`${100 - printed} left out`)
    output.line('on it goes')
    expect(await next()).toBe('on it goes')
  })

  it('may be longer than what may wait, where nothing waits', async () => {
    const stream = new PassThrough()
    const output = createBoundedOutput(stream, () => 'left out')
    output.line('y'.repeat(6 * 1024 * 1024))
    stream.end()
    let length = 0
    for await (const chunk of stream) length += (chunk as Buffer).length
    expect(length).toBe(6 * 1024 * 1024 + 1)
  })

  it.skipIf(noMount)(
    `goes to a disk that gets full, and the responder answers on${because(noMount)}`,
    async () => {
      const disk = mountDisk(64)
      const log = join(disk.folder, 'log.jsonl')
      const args = ['--ephemeral', '--port', '0', '--control-port', '0']
      const child = startCli(['serve', '--json', ...args], { MPSCOPE_TOKEN: TOKEN }, [
        'sh',
        '-c',
        'exec "$@" > "$0"',
        log,
      ])
      let complaints = ''
      const complained = new Promise<void>((resolve) => {
        child.stderr.on('data', (chunk: Buffer) => {
          complaints += String(chunk)
          if (complaints.includes('ENOSPC')) resolve()
        })
      })
      const { promise: ready, resolve } = Promise.withResolvers<string>()
      const look = setInterval(() => {
        const [line, rest] = readdirSync(disk.folder).length ? readFileSync(log, 'utf8').split('\n') : []
        if (line !== undefined && rest !== undefined) resolve(line)
      }, 20)
      const { responder } = JSON.parse(await ready) as { responder: string }
      clearInterval(look)
      for (let i = 0; i < 4; i++) await post(responder, createTextMessage(`${i}`, 'x'.repeat(20_000)))
      await complained
      expect(await post(responder, createTextMessage('last'))).toEqual({ status: 200, body: 'success' })
      expect(complaints.match(/ENOSPC/g)).toHaveLength(1)
    },
  )
})
