import { request } from 'node:http'
import { expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'
const OUTSIDE = { host: 'demo.example.com', 'x-forwarded-proto': 'https' }

async function startAsked(dataDir: string | null = null) {
  const workbench = await startWorkbench({ dataDir })
  /** Asks as WeChat does, and waits for the answer and for what is noted afterwards. */
  async function ask(headers: Record<string, string>, body?: string, query: Record<string, string> = {}) {
    const url = new URL(await workbench.signedUrl(body === undefined ? { echostr: '123', ...query } : query))
    await new Promise((resolve, reject) => {
      const asking = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
        answer.resume()
        answer.on('end', resolve)
      })
      asking.on('error', reject)
      asking.end(body)
    })
  }
  const milestones = async () => (await workbench.account()).milestones
  return { ...workbench, ask, milestones }
}

it('a test message from this machine is one, and nothing else is reached by it', async () => {
  const { call, account, milestones } = await startAsked()
  expect(await milestones()).toEqual({})
  await call('message.send', { account: (await account()).id, type: 'text' })
  await expect.poll(milestones).toEqual({ test: expect.objectContaining({ url: null }) })
})

it('a verification and a message from outside are, with time, duration and the address that was called', async () => {
  const { ask, milestones } = await startAsked()
  await ask(OUTSIDE)
  const called = {
    at: expect.any(Number),
    durationMs: expect.any(Number),
    url: 'https://demo.example.com/wx',
  }
  await expect
    .poll(milestones)
    .toEqual({ tunnel: expect.objectContaining(called), verification: expect.objectContaining(called) })
  await ask({ host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' }, MESSAGE)
  await expect.poll(async () => (await milestones()).message).toMatchObject({ url: null })
})

it('a verification from this machine proves nothing, and neither does one that is refused', async () => {
  const { ask, milestones, latest } = await startAsked()
  await ask({})
  await ask(OUTSIDE, undefined, { signature: '0'.repeat(40) })
  // The stranger came through the tunnel, and may name any host.
  await expect.poll(milestones).toEqual({ tunnel: expect.objectContaining({ url: null }) })
  expect((await latest()).verdict).toBe('rejected')
})

it('a message that another workbench passed on is one, but the address that was called is that one’s', async () => {
  const { ask, milestones } = await startAsked()
  await ask({ ...OUTSIDE, via: '1.1 mpscope-other' }, MESSAGE)
  await expect.poll(async () => (await milestones()).message).toMatchObject({ url: null })
  const through = await startAsked()
  await through.ask({ ...OUTSIDE, via: '1.1 tunnel' }, MESSAGE)
  await expect
    .poll(async () => (await through.milestones()).message)
    .toMatchObject({ url: 'https://demo.example.com/wx' })
})

it('the first stays the first, whatever is cleared, and after a restart', async () => {
  const dataDir = createTemporaryFolder()
  const one = await startAsked(dataDir)
  await one.ask(OUTSIDE, MESSAGE)
  await expect.poll(async () => (await one.milestones()).message).toBeTruthy()
  const first = await one.milestones()
  await one.ask(OUTSIDE, MESSAGE.replace('<MsgId>1', '<MsgId>2'))
  await one.call('history.clear', {})
  expect(await one.milestones()).toEqual(first)
  await one.close()
  expect(await (await startAsked(dataDir)).milestones()).toEqual(first)
})
