import { describe, expect, it } from 'vitest'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

async function start() {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const events: WorkbenchEvent[] = []
  workbench.subscribe((event) => events.push(event))
  return { ...workbench, id, events }
}

describe('rehearsal', () => {
  it('plays in safe mode, opens the reply, and keeps each exchange as one of its run', async () => {
    const { call, id, events } = await start()
    await call('account.update', {
      id,
      change: {
        mode: 'safe',
        aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
        appId: 'wx5823bf96d3bd56c7',
        originalId: 'gh_3c884a361561',
        policy: { kind: 'fixed', reply: { type: 'text', content: 'TESTCOMPONENT_MSG_TYPE_TEXT_callback' } },
      },
    })
    const result = await call('rehearsal.play', { account: id, id: 'release', run: 'rehearsal-a' })
    expect(result).toMatchObject({ run: 'rehearsal-a', id: 'release', ended: 'done' })
    expect(result.steps.map(({ state }) => state)).toEqual(['met', 'unmet', 'seen'])
    // A megabyte each would be too much for one answer; the exchange has it.
    expect(result.steps[0]!.deliveries[0]).not.toHaveProperty('body')
    const told = events.flatMap((event) => (event.type === 'rehearsal.progressed' ? [event.step] : []))
    expect(told).toEqual(result.steps)
    for (const { deliveries } of result.steps) {
      const exchange = await call('exchange.get', { id: deliveries[0]!.exchange! })
      expect(exchange).toMatchObject({ run: 'rehearsal-a', mode: 'safe' })
    }
  })

  it('plays a collection to a backend in its order, as the user that was asked for', async () => {
    const { call, id } = await start()
    const { origin, seen } = await startBackend((response) => void response.end('success'))
    for (const name of ['二', '一']) {
      const text = `<xml><FromUserName>o</FromUserName><MsgType>text</MsgType><Content>${name}</Content></xml>`
      await call('sample.save', { name, collection: '问候', text })
    }
    const listed = await call('rehearsal.list', { account: id })
    expect(listed.map((one) => one.id)).toEqual(['first', 'leave', 'slow', 'release', 'collection:问候'])
    const target = { kind: 'url', url: `${origin}/wx` } as const
    const { steps } = await call('rehearsal.play', {
      account: id,
      target,
      id: 'collection:问候',
      fan: 'oSomebody',
    })
    expect(steps.map(({ state }) => state)).toEqual(['met', 'met'])
    const names = listed.at(-1)!.steps.map(({ title }) => title.zh)
    expect(seen.map(({ body }) => /<Content>(.*)<\/Content>/.exec(body.toString())?.[1])).toEqual(names)
    for (const { body } of seen) expect(body.toString()).toContain('<FromUserName>oSomebody</FromUserName>')
  })

  it('stops while a backend keeps it waiting', async () => {
    const { call, id, next } = await start()
    const backend = await startBackend((response, { body }) => {
      if (body.includes('unsubscribe')) response.end('')
    })
    const first = next('rehearsal.progressed')
    const playing = call('rehearsal.play', {
      account: id,
      target: { kind: 'url', url: `${backend.origin}/` },
      id: 'leave',
      run: 'rehearsal-b',
    })
    await first
    // Whoever comes only now sees how far it is, and can stop it.
    const underWay = { run: 'rehearsal-b', id: 'leave', ended: null, steps: [{ number: 1, state: 'met' }] }
    expect(await call('rehearsal.last', { account: id })).toMatchObject(underWay)
    const ended = next('rehearsal.ended')
    await call('run.stop', { run: 'rehearsal-b' })
    expect(await playing).toMatchObject({ ended: 'stopped', steps: [{ number: 1, state: 'met' }] })
    expect(await ended).toMatchObject({ run: 'rehearsal-b', ended: 'stopped' })
    expect(await call('rehearsal.last', { account: id })).toMatchObject({ ...underWay, ended: 'stopped' })
  })

  it('refuses what there is not', async () => {
    const { call, id } = await start()
    await expect(call('rehearsal.play', { account: id, id: 'collection:none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(call('rehearsal.play', { account: id, id: 'leave', fan: 'o]]><x/>' })).rejects.toMatchObject(
      { code: 'INVALID_INPUT' },
    )
    await expect(call('rehearsal.play', { account: id, id: 'leave', run: 'send-a' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})
