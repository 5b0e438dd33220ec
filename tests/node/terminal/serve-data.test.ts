import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../src-core/contract/workbench.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { connectTo } from './control-client.ts'
import { createTextMessage, post, serveInProcess, startCli, startServe, TOKEN } from './running-cli.ts'
import type { ServeOutput } from './running-cli.ts'

const onFolder = (data: string) => ['--data', data, '--port', '0']
const WITH_TOKEN = { MPSCOPE_TOKEN: TOKEN }
const start = (data: string) => startServe(onFolder(data), WITH_TOKEN)

/** Returns the MsgIds in the history as a screen sees it, newest first. */
async function listMsgIds({ ready }: ServeOutput): Promise<(string | null)[]> {
  const { items } = await connectTo(ready.control).call('exchange.list', { limit: 100 })
  return items.map(({ messageKey }) => messageKey?.split(':')[1] ?? null)
}

describe('serve --data', () => {
  it('loses nothing that was answered when it is killed', async () => {
    const data = join(createTemporaryFolder(), 'made', 'for it')
    const first = await start(data)
    expect(first.ready.history).toEqual({ kept: 'disk', reason: null })
    for (const msgId of ['1', '2', '3']) await post(first.ready.responder, createTextMessage(msgId))
    await first.end('SIGKILL')

    const second = await start(data)
    expect(await listMsgIds(second)).toEqual(['3', '2', '1'])
    await post(second.ready.responder, createTextMessage('4'))
    expect(await listMsgIds(second)).toEqual(['4', '3', '2', '1'])
  })

  it('keeps the account', async () => {
    const data = createTemporaryFolder()
    await (await serveInProcess(onFolder(data), WITH_TOKEN)).end()
    const again = await serveInProcess(['--data', data, '--port', '0'])
    expect((await post(again.ready.responder, createTextMessage('1'))).status).toBe(200)
  })

  it.each([
    [['--durable'], true],
    [[], false],
  ])('waits for the disk if it is told to: %j', async (args, durable) => {
    const serve = await serveInProcess([...onFolder(createTemporaryFolder()), ...args], WITH_TOKEN)
    await post(serve.ready.responder, createTextMessage('1'))
    const control = connectTo(serve.ready.control)
    expect((await control.call('history.size', {})).durable).toBe(durable)
    // It is for this run alone.
    const { preferences } = await control.call('workbench.snapshot', {})
    expect(preferences.durable).toBe(false)
  })

  it('is shared by two at once', async () => {
    const data = createTemporaryFolder()
    const [one, other] = await Promise.all([start(data), start(data)])
    expect([one.ready.history, other.ready.history]).toEqual([
      { kept: 'disk', reason: null },
      { kept: 'disk', reason: null },
    ])
    const ids = Array.from({ length: 10 }, (_, i) => String(100 + i))
    const answers = await Promise.all(
      ids.map((id, i) => post((i % 2 ? one : other).ready.responder, createTextMessage(id))),
    )
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200))
    expect((await listMsgIds(one)).toSorted()).toEqual(ids)
    expect((await listMsgIds(other)).toSorted()).toEqual(ids)
    const clients = [one, other].map(({ ready }) => connectTo(ready.control))
    await Promise.all(
      ids.map((name, i) =>
        clients[i % 2]!.call('template.save', { name, draft: { type: 'text', content: name } }),
      ),
    )
    const { templates } = JSON.parse(readFileSync(join(data, 'settings.json'), 'utf8')) as Snapshot
    expect(templates.map(({ name }) => name).toSorted()).toEqual(ids)
    expect([one.complaints(), other.complaints()]).toEqual(['', ''])
  })
})

describe('a data folder that cannot be had', () => {
  it('is no reason to miss a message: nothing is kept, and that is said', async () => {
    const file = join(createTemporaryFolder(), 'a file')
    writeFileSync(file, '')
    const serve = await serveInProcess(onFolder(join(file, 'data')), WITH_TOKEN)
    expect(serve.ready.history).toEqual({ kept: 'memory', reason: 'failed' })
    expect(serve.ready.settings).toMatchObject({ kept: 'memory', reason: 'failed' })
    expect(serve.complaints()).toContain('mpscope: The settings file cannot be written')
    expect((await post(serve.ready.responder, createTextMessage('1'))).body).toBe('success')
    expect(await listMsgIds(serve)).toEqual(['1'])
  })

  it('is said to people as well', async () => {
    const file = join(createTemporaryFolder(), 'a file')
    writeFileSync(file, '')
    const child = startCli(['serve', '--data', file, '--port', '0', '--control-port', '0'])
    let shown = ''
    for await (const chunk of child.stdout) if ((shown += String(chunk)).includes('Ctrl+C')) break
    expect(shown).toContain('in memory only (the file cannot be written)')
  })

  it('holds for a history that is no file', async () => {
    const data = createTemporaryFolder()
    mkdirSync(join(data, 'history.sqlite'))
    const serve = await serveInProcess(onFolder(data), WITH_TOKEN)
    expect(serve.ready.history).toMatchObject({ kept: 'disk', reason: null, damaged: { salvaged: 0 } })
    expect(serve.complaints()).toMatch(/^mpscope: [^\n]*\n$/)
    expect((await post(serve.ready.responder, createTextMessage('1'))).body).toBe('success')
  })

  it('holds for a history that is something else, which is put aside as it is', async () => {
    const data = createTemporaryFolder()
    const text = 'not a database, '.repeat(200)
    writeFileSync(join(data, 'history.sqlite'), text)
    const serve = await serveInProcess(onFolder(data), WITH_TOKEN)
    const { damaged, ...rest } = serve.ready.history
    expect(rest).toEqual({ kept: 'disk', reason: null })
    expect(damaged).toEqual({ file: expect.stringContaining('.damaged-'), salvaged: 0, lost: null })
    expect(readFileSync(join(data, damaged!.file), 'utf8')).toBe(text)
  })

  it('is said to people as well where it is damaged', async () => {
    const data = createTemporaryFolder()
    writeFileSync(join(data, 'history.sqlite'), 'not a database, '.repeat(200))
    const child = startCli(['serve', '--data', data, '--port', '0', '--control-port', '0'])
    let shown = ''
    for await (const chunk of child.stdout) if ((shown += String(chunk)).includes('Ctrl+C')) break
    expect(shown).toMatch(
      /History {4}kept on this machine\n {11}the file was damaged and is kept as history\.sqlite\.damaged-/,
    )
  })
})
