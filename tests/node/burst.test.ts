import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { BurstPlan } from '../../src-core/contract/burst.ts'
import { BURST_DEAD_AFTER } from '../../src-core/contract/burst.ts'
import { forkGenerator } from '../../src-main/node/burst/generator-process.ts'
import type { GeneratorProcess, StartGenerator } from '../../src-main/node/burst/generator-process.ts'
import { serveOwner } from '../../src-main/node/burst/generator.ts'
import type { FromGenerator, ToGenerator } from '../../src-main/node/burst/messages.ts'
import type { WorkbenchOptions } from '../../src-main/node/workbench.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { listen, startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const RUN = 'burst-test'

/** The generator in this process, over the messages that the real one gets: starting Node for each test takes long. */
const startHere: StartGenerator = () => {
  let toGenerator = (_message: ToGenerator): void => {}
  let toOwner = (_message: FromGenerator): void => {}
  serveOwner({
    post: (message) => queueMicrotask(() => toOwner(message)),
    onMessage: (listener) => (toGenerator = listener),
  })
  return {
    post: (message) => queueMicrotask(() => toGenerator(message)),
    onMessage: (listener) => (toOwner = listener),
    onExit: () => {},
    kill: () => {},
  }
}

async function start(options: Partial<WorkbenchOptions> = { startGenerator: startHere }) {
  const workbench = await startWorkbench(options)
  const account = await workbench.account()
  return {
    ...workbench,
    account,
    burst: (url: string | null, plan: Partial<BurstPlan> = {}, publicAddress = false) =>
      workbench.call('burst.start', {
        account: account.id,
        run: RUN,
        target: url === null ? { kind: 'responder' } : { kind: 'url', url },
        plan: { messages: 300, concurrency: 20, fans: 300, mix: [{ type: 'text' }], ...plan },
        publicAddress,
      }),
    kept: async () =>
      (await workbench.call('exchange.list', { limit: 500 })).items.filter(({ run }) => run === RUN),
  }
}

describe('a burst', () => {
  it('sends each message once, signed, in the name of each fan', async () => {
    // In a process of its own, as for users.
    const workbench = await start({})
    const { token } = workbench.account
    const { origin, seen } = await startBackend((response) => void response.end('success'))
    const { figures, state } = await workbench.burst(`${origin}/wx?own=1`)
    expect(state).toBe('finished')
    expect(figures).toMatchObject({ begun: 300, done: 300, taken: 300, deliveries: 300 })
    expect(figures.verdicts.ignored).toBe(300)
    const queries = seen.map(({ target }) => new URL(target, origin).searchParams)
    expect(new Set(queries.map((query) => query.get('openid'))).size).toBe(300)
    for (const query of queries) {
      const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!]
      expect(query.get('signature')).toBe(sign({ token, timestamp, nonce }))
    }
    expect(new Set(seen.map(({ body }) => /<MsgId>(\d+)/.exec(body.toString())?.[1])).size).toBe(300)
  })

  it('leaves a sample in the history and no more, also of what our own responder received', async () => {
    const workbench = await start()
    const { figures } = await workbench.burst(null, { messages: 500 })
    expect(figures).toMatchObject({ done: 500, taken: 500 })
    const kept = await workbench.kept()
    expect(kept).toHaveLength(100)
    expect(kept.every(({ direction }) => direction !== 'out')).toBe(true)
    expect((await workbench.call('workbench.snapshot', {})).history.count).toBe(100)
  })

  it('delivers again what was not taken, and keeps the first failures', async () => {
    const workbench = await start()
    const answered = new Set<string>()
    const { origin } = await startBackend((response, { body }) => {
      const id = /<MsgId>(\d+)/.exec(body.toString())![1]!
      response.writeHead(answered.has(id) ? 200 : 500).end(answered.has(id) ? 'success' : '')
      answered.add(id)
    })
    const { figures } = await workbench.burst(origin, { messages: 20, deliveries: 2 })
    expect(figures).toMatchObject({ done: 20, taken: 20, deliveries: 40 })
    expect(figures.faults).toEqual([{ code: 'status.not-200', count: 20 }])
    const kept = await workbench.kept()
    expect(kept.filter(({ verdict }) => verdict === 'retried')).toHaveLength(20)
    expect(kept.every(({ direction }) => direction === 'out')).toBe(true)
  })

  it('stops by itself when nobody answers any more', async () => {
    const workbench = await start()
    const dying = createServer((socket) => socket.destroy())
    const { figures, state } = await workbench.burst(await listen(dying), { messages: 5000, deliveries: 1 })
    expect(state).toBe('dead')
    expect(figures.deliveries).toBeGreaterThanOrEqual(BURST_DEAD_AFTER)
    expect(figures.deliveries).toBeLessThan(BURST_DEAD_AFTER + 50)
    expect(await workbench.kept()).toHaveLength(100)
  })

  it('can be stopped, and says what it has so far', async () => {
    const workbench = await start()
    const { origin } = await startBackend((response) => {
      response.end('success')
    })
    const running = workbench.burst(origin, { messages: 20_000, concurrency: 2 })
    await workbench.next('burst.changed')
    await workbench.call('run.stop', { run: RUN })
    const { state, figures } = await running
    expect(state).toBe('stopped')
    expect(figures.done).toBeLessThan(20_000)
    expect(await workbench.call('burst.list', { account: workbench.account.id })).toMatchObject([
      { run: RUN, state: 'stopped' },
    ])
  })

  it('is over when its process dies, and the next one can start', async () => {
    const processes: GeneratorProcess[] = []
    const workbench = await start({
      startGenerator(file) {
        const begun = forkGenerator(file)
        processes.push(begun)
        return begun
      },
    })
    const { origin } = await startBackend((response) => void response.end('success'))
    const running = workbench.burst(origin, { messages: 20_000, concurrency: 2 })
    await workbench.next('burst.changed')
    processes[0]!.kill()
    await expect(running).rejects.toThrow()
    expect(await workbench.call('burst.list', { account: workbench.account.id })).toMatchObject([
      { run: RUN, state: 'stopped' },
    ])
    expect((await workbench.burst(origin, { messages: 1 })).state).toBe('finished')
  })

  it('goes to a public address only if that is meant', async () => {
    const workbench = await start()
    await expect(workbench.burst('http://8.8.8.8/wx')).rejects.toMatchObject({ code: 'PUBLIC_ADDRESS' })
    expect(await workbench.call('burst.list', { account: workbench.account.id })).toEqual([])
  })

  it('is one at a time', async () => {
    const workbench = await start()
    const { origin } = await startBackend((response) => void response.end('success'))
    const first = workbench.burst(origin)
    await expect(workbench.burst(origin)).rejects.toMatchObject({ code: 'UNDER_WAY' })
    expect((await first).state).toBe('finished')
  })

  it('of a kind of message that does not exist sends nothing', async () => {
    const workbench = await start()
    const { origin, seen } = await startBackend((response) => void response.end('success'))
    const sent = workbench.burst(origin, { mix: [{ type: 'nothing', weight: 1 }] })
    await expect(sent).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(seen).toEqual([])
  })

  it('is written as a locustfile, without the secrets', async () => {
    const workbench = await start()
    const { account } = workbench
    const { file, text } = await workbench.call('burst.export', {
      account: account.id,
      target: { kind: 'url', url: 'http://127.0.0.1:9/wx' },
      plan: { messages: 400, concurrency: 30, fans: 50, mix: [{ type: 'event', event: 'subscribe' }] },
    })
    expect(file).toBe('locustfile.py')
    for (const part of ['http://127.0.0.1:9/wx', 'MESSAGES = 400', '"subscribe"'])
      expect(text).toContain(part)
    expect(text).not.toContain(account.token)
  })
})
