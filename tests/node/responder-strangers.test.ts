import { describe, expect, it } from 'vitest'
import type { AccountChange } from '../../src-core/contract/account.ts'
import { startWorkbench } from './running-workbench.ts'

const message = (msgId: string) =>
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oA]]></FromUserName>' +
  `<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>你好</Content><MsgId>${msgId}</MsgId></xml>`

const EVENT =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>event</MsgType><Event>CLICK</Event><EventKey>MENU</EventKey></xml>'

/** Starts a workbench whose account answers with a text, and both kinds of senders. */
async function start(change: AccountChange = {}) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const policy = { kind: 'fixed', reply: { type: 'text', content: 'the answer' } } as const
  await workbench.call('account.update', { id, change: { policy, ...change } })
  const url = await workbench.signedUrl()
  const post = async (to: string, body: string) => {
    const response = await fetch(to, { method: 'POST', body })
    return { status: response.status, text: await response.text(), exchange: await workbench.latest() }
  }
  return {
    ...workbench,
    id,
    genuine: (body: string) => post(url, body),
    /** With everything right but the signature, so that it may well be WeChat with another token. */
    forged: (body: string) => post(url.replace(/signature=\w+/, `signature=${'f'.repeat(40)}`), body),
  }
}

describe('what is refused is no delivery', () => {
  it.each([
    ['a message', message('1')],
    ['an event', EVENT],
  ])('%s that somebody made up does not count for the genuine one', async (_, body) => {
    for (const duplicates of ['again', 'same', 'success'] as const) {
      const workbench = await start({ duplicates })
      for (let i = 0; i < 3; i++) {
        const { status, exchange } = await workbench.forged(body)
        expect(status).toBe(401)
        expect(exchange).toMatchObject({ standing: 'lookalike', attempt: 1, messageKey: null })
      }
      const { text, exchange } = await workbench.genuine(body)
      expect(text).toContain('the answer')
      expect(exchange).toMatchObject({ standing: 'genuine', attempt: 1, verdict: 'accepted' })
      expect(exchange.findings.map(({ code }) => code)).not.toContain('retry.duplicate')
    }
  })

  it('and a genuine one does not count for what is made up', async () => {
    const workbench = await start()
    await workbench.genuine(message('1'))
    const { exchange } = await workbench.forged(message('1'))
    expect(exchange).toMatchObject({ attempt: 1, messageKey: null })
    expect(exchange.findings.map(({ code }) => code)).not.toContain('retry.duplicate')
  })

  it('beside a genuine message that waits for its answer', async () => {
    const workbench = await start({ policy: { kind: 'hand', holdMs: 60_000 } })
    const held = workbench.next('request.held')
    const first = workbench.genuine(message('1'))
    const { held: request } = await held
    expect((await workbench.forged(message('1'))).exchange.attempt).toBe(1)
    const draft = { type: 'success' } as const
    await workbench.call('request.answer', { id: request.id, draft })
    expect((await first).exchange).toMatchObject({ attempt: 1 })
  })

  it('the genuine ones are counted past any number of others', async () => {
    const workbench = await start()
    await workbench.genuine(message('1'))
    for (let i = 0; i < 20; i++) await workbench.forged(message('1'))
    expect((await workbench.genuine(message('1'))).exchange).toMatchObject({ attempt: 2 })
  })

  it('a nonce that was used with a wrong signature is not used up', async () => {
    const workbench = await start()
    const now = String(Math.floor(Date.now() / 1000))
    const url = await workbench.signedUrl()
    const { path } = await workbench.account()
    const nonce = new URL(url).searchParams.get('nonce')!
    const forged = `${workbench.responder().origin}${path}?signature=x&timestamp=${now}&nonce=${nonce}`
    await fetch(forged, { method: 'POST', body: message('2') })
    await fetch(url, { method: 'POST', body: message('1') })
    expect((await workbench.latest()).findings.map(({ code }) => code)).not.toContain('time.stale')
  })

  it('failures of WeChat’s are remembered past any number of refused requests', async () => {
    const fault = { id: 'r', name: 'r', enabled: true, match: {}, delayMs: 0, fault: 'http-500' } as const
    const workbench = await start({ rules: [{ ...fault, reply: { type: 'success' } }] })
    for (let i = 0; i < 4; i++) {
      await workbench.genuine(message(`a${i}`))
      for (let j = 0; j < 5; j++) await workbench.forged(message(`b${j}`))
    }
    const { exchange } = await workbench.genuine(message('last'))
    expect(exchange.findings.map(({ code }) => code)).toContain('retry.muted')
  })
})

describe('who sent it', () => {
  it('is told of each exchange, and strangers are cleared by themselves', async () => {
    const workbench = await start()
    await workbench.genuine(message('1'))
    await workbench.forged(message('2'))
    await fetch(`${workbench.responder().origin}/wp-login.php`)
    await fetch(`${workbench.responder().origin}/wx`, { headers: { Origin: 'https://evil.test' } })
    const standings = async () =>
      (await workbench.call('exchange.list', { limit: 10 })).items.map(({ standing }) => standing)
    expect(await standings()).toEqual(['stranger', 'stranger', 'lookalike', 'genuine'])
    expect(await workbench.call('history.clear', { which: 'strangers' })).toMatchObject({ removed: 2 })
    expect(await standings()).toEqual(['lookalike', 'genuine'])
  })
})
