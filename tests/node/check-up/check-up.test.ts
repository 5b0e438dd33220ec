import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { WorkbenchEvent } from '../../../src-core/contract/events.ts'
import { listen, startBackend } from '../backend-server.ts'
import { startWorkbench } from '../running-workbench.ts'

const URL_TARGET = (url: string) => ({ kind: 'url', url }) as const

async function startChecking() {
  const workbench = await startWorkbench()
  const { id: account } = await workbench.account()
  const events: WorkbenchEvent[] = []
  workbench.subscribe((event) => void events.push(event))
  return { ...workbench, account, events }
}

describe('a check-up', () => {
  it('tells each case as it is over, keeps its exchanges, and is listed', async () => {
    const { call, account, events } = await startChecking()
    const backend = await startBackend((response, { target }) => {
      response.end(new URL(target, 'http://x').searchParams.get('echostr'))
    })
    const only = ['verification.echo', 'verification.again']
    const started = { account, target: URL_TARGET(`${backend.origin}/wx`), run: 'check-up-1', only }
    const report = await call('checkUp.start', started)
    expect(report).toMatchObject({ state: 'finished', chosen: 2, difference: null, run: 'check-up-1' })
    expect(report.results.map(({ id, state }) => [id, state])).toEqual([
      ['verification.echo', 'passed'],
      ['verification.again', 'passed'],
    ])
    const told = events.flatMap((event) =>
      event.type === 'checkUp.changed'
        ? [event.checkUp.state]
        : event.type === 'checkUp.progressed'
          ? [event.result.id]
          : [],
    )
    expect(told).toEqual(['running', ...only, 'finished'])
    const [first] = report.results
    const exchange = await call('exchange.get', { id: first!.exchanges[0]! })
    expect(exchange).toMatchObject({ direction: 'out', run: 'check-up-1', verdict: 'accepted' })
    expect(await call('checkUp.list', { account })).toEqual([{ ...report, earlier: [] }])
    expect(backend.seen).toHaveLength(3)
  })

  it('says what has changed since the last one of the address', async () => {
    const { call, account } = await startChecking()
    let suffix = ''
    const backend = await startBackend((response, { target }) => {
      response.end(`${new URL(target, 'http://x').searchParams.get('echostr')}${suffix}`)
    })
    const run = (name: string) =>
      call('checkUp.start', {
        account,
        target: URL_TARGET(backend.origin),
        run: name,
        only: ['verification.echo'],
      })
    const first = await run('check-up-1')
    suffix = '\n'
    const second = await run('check-up-2')
    expect(second.results[0]).toMatchObject({ state: 'failed', findings: [{ code: 'echo.changed' }] })
    expect(second.difference).toEqual({ since: first.startedAt, failed: ['verification.echo'], mended: [] })
    suffix = ''
    expect((await run('check-up-3')).difference).toMatchObject({ failed: [], mended: ['verification.echo'] })
  })

  it('is written as a report, also while it runs', async () => {
    const { call, account } = await startChecking()
    const write = (format: 'markdown' | 'junit') =>
      call('checkUp.export', { run: 'check-up-1', format, language: 'en' })
    const early: string[] = []
    const backend = await startBackend(async (response) => {
      if (early.length === 0) early.push((await write('markdown')).text)
      response.writeHead(500).end()
    })
    const only = ['verification.echo']
    const order = { account, target: URL_TARGET(backend.origin), run: 'check-up-1', only }
    await expect(write('markdown')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await call('checkUp.start', order)
    expect(early[0]).toContain('0 passed, 0 failed, 0 to improve · it still runs')
    const { file, text } = await write('markdown')
    expect(file).toBe('check-up.md')
    expect(text).toContain('0 passed, 1 failed, 0 to improve\n')
    expect(text).toContain('(`verification.echo`, required)')
    // Of the cases that it leaves out, the next one has what this one found.
    const next = { ...order, run: 'check-up-2', only: ['verification.again'] }
    await call('checkUp.start', next)
    const both = await call('checkUp.export', { run: 'check-up-2', format: 'markdown', language: 'en' })
    expect(both.text).toContain('`verification.echo`')
    expect(both.text).toContain('`verification.again`')
    await expect(write('markdown')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const junit = await call('checkUp.export', { run: 'check-up-2', format: 'junit', language: 'en' })
    expect(junit.file).toBe('check-up.xml')
    expect(junit.text).toContain('failures="2"')
  })

  it('ends where nobody is', async () => {
    const { call, account } = await startChecking()
    const target = URL_TARGET('http://127.0.0.1:9/wx')
    const report = await call('checkUp.start', { account, target, run: 'check-up-1' })
    expect(report.state).toBe('unreachable')
    expect(report.results.length).toBeLessThan(4)
    expect(report.results[0]).toMatchObject({ state: 'failed', findings: [{ code: 'probe.unreachable' }] })
  })

  it('stops when it is asked to', async () => {
    const { call, account } = await startChecking()
    const backend = await startBackend(async (response) => {
      await call('run.stop', { run: 'check-up-1' })
      response.end()
    })
    const report = await call('checkUp.start', {
      account,
      target: URL_TARGET(backend.origin),
      run: 'check-up-1',
    })
    expect(report).toMatchObject({ state: 'stopped', results: [] })
    await expect(call('run.stop', { run: 'check-up-1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('runs once an account at a time', async () => {
    const { call, account } = await startChecking()
    const again = { account, target: { kind: 'responder' }, run: 'check-up-2' } as const
    const refused: unknown[] = []
    const backend = await startBackend(async (response) => {
      refused.push(await call('checkUp.start', again).catch((error: unknown) => error))
      response.end()
    })
    const target = URL_TARGET(backend.origin)
    await call('checkUp.start', { account, target, run: 'check-up-1', only: ['verification.echo'] })
    expect(refused).toMatchObject([{ code: 'UNDER_WAY' }])
  })

  it('ends soon after the backend has, and not where it cuts each connection', async () => {
    const { call, account } = await startChecking()
    let seen = 0
    const backend = createServer((request, response) => {
      request.resume()
      response.end(new URL(request.url ?? '', 'http://x').searchParams.get('echostr') ?? '')
      if (++seen < 20) return
      backend.close()
      backend.closeAllConnections()
    })
    const target = URL_TARGET(await listen(backend))
    const { state, results } = await call('checkUp.start', { account, target, run: 'check-up-1' })
    expect(state).toBe('unreachable')
    expect(results.length).toBeLessThan(30)
    // A request that nobody took is none that was refused.
    const forged = { account, target, run: 'check-up-3', only: ['forgery.none', 'forgery.old'] }
    expect(await call('checkUp.start', forged)).toMatchObject({ state: 'unreachable', difference: null })
    const listed = await call('checkUp.list', { account })
    expect(listed[0]?.results.filter((one) => one.state === 'passed')).toEqual([])
    const rude = createServer((request, response) => {
      if (request.method === 'POST') request.socket.destroy()
      else response.end(new URL(request.url ?? '', 'http://x').searchParams.get('echostr'))
    })
    const again = { account, target: URL_TARGET(await listen(rude)), run: 'check-up-2' }
    expect(await call('checkUp.start', again)).toMatchObject({ state: 'finished' })
  })

  it('goes to a public address only if that is meant', async () => {
    const { call, account } = await startChecking()
    const target = URL_TARGET('http://8.8.8.8:1/wx')
    const started = call('checkUp.start', { account, target, run: 'check-up-1' })
    await expect(started).rejects.toMatchObject({ code: 'PUBLIC_ADDRESS' })
  })

  it('needs a key in a mode that encrypts, and a backend that is there', async () => {
    const { call, account } = await startChecking()
    const start = (target: { kind: 'responder' } | { kind: 'backend'; id: string }) =>
      call('checkUp.start', { account, target, run: 'check-up-1' })
    await expect(start({ kind: 'backend', id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await call('account.update', { id: account, change: { mode: 'safe', aesKey: '' } })
    await expect(start({ kind: 'responder' })).rejects.toMatchObject({ code: 'NO_KEY' })
  })
})
