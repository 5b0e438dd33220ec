import { describe, expect, it } from 'vitest'
import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { connectTo } from './control-client.ts'
import { createTextMessage, keyOfText, post, startServe, TOKEN } from './running-cli.ts'
import type { RunningServe } from './running-cli.ts'

const start = (data: string) =>
  startServe(['--data', data, '--port', '0', '--token', TOKEN, '--reply', 'hold'])

/** Posts messages one after the other, and resolves when all of them wait. */
async function hold({ ready }: RunningServe, msgIds: readonly string[]) {
  const client = connectTo(ready.control)
  const { runId } = await client.call('workbench.snapshot', {})
  const answers: Promise<{ status: number; body: string } | null>[] = []
  for (const msgId of msgIds) {
    answers.push(post(ready.responder, createTextMessage(msgId)).catch(() => null))
    await until(async () => (await held()).length === answers.length)
  }
  async function held(): Promise<HeldRequest[]> {
    return (await client.call('workbench.snapshot', {})).held
  }
  return { client, runId, answers, held: await held() }
}

/** Asks again until it is true; each question is a round trip. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

describe('a message that waits to be answered by hand', () => {
  it('survives a sudden end, with its draft, and is an exchange afterwards', async () => {
    const data = createTemporaryFolder()
    const first = await start(data)
    const { client, answers, held } = await hold(first, ['1', '2', '3'])
    const draft = { type: 'text', content: '写到一半' } as const
    await client.call('draft.save', { id: held[1]!.id, draft })
    await client.call('request.answer', { id: held[2]!.id, draft: { type: 'text', content: 'answered' } })
    expect((await answers[2])!.status).toBe(200)
    await first.end('SIGKILL')

    const second = await start(data)
    const [one, two] = [await second.nextExchange(), await second.nextExchange()]
    expect([one.messageKey, two.messageKey]).toEqual(['1', '2'].map(keyOfText))
    for (const exchange of [one, two]) {
      expect(exchange).toMatchObject({
        verdict: 'retried',
        standing: 'genuine',
        response: { status: 0, body: '', by: 'timeout' },
      })
      expect(exchange.findings.map(({ code }) => code)).toContain('hold.interrupted')
      expect(exchange.message).toMatchObject({ type: 'text' })
    }
    expect([one.draft, two.draft]).toEqual([undefined, draft])
    const { items } = await connectTo(second.ready.control).call('exchange.list', { limit: 9 })
    expect(items.map(({ messageKey }) => messageKey)).toEqual(['2', '1', '3'].map(keyOfText))

    // WeChat sends it again: the draft is there, and it is the second attempt.
    const again = await hold(second, ['2'])
    expect(again.held).toMatchObject([{ attempt: 2, draft }])
    await second.end('SIGKILL')
    const third = await start(data)
    expect(await third.nextExchange()).toMatchObject({ messageKey: keyOfText('2'), attempt: 2, draft })
    const list = await connectTo(third.ready.control).call('exchange.list', { limit: 9 })
    expect(list.items).toHaveLength(4)
  })

  it('of another workbench that is running stays with that one', async () => {
    const data = createTemporaryFolder()
    const [one, other] = [await start(data), await start(data)]
    const { client, answers, held } = await hold(one, ['1'])
    const { answers: others } = await hold(other, ['2'])
    const third = await startWorkbench({ dataDir: data })
    // By the time this is answered, it has looked for what other runs left.
    await fetch(third.responder().origin)
    expect((await third.call('exchange.list', { limit: 9 })).items).toMatchObject([{ verdict: 'rejected' }])
    await client.call('request.answer', { id: held[0]!.id, draft: { type: 'text', content: 'hello' } })
    expect((await answers[0])!.body).toContain('hello')
    await other.end('SIGTERM')
    expect((await others[0])!.body).toBe('success')

    const fourth = await startWorkbench({ dataDir: data })
    const { items } = await fourth.call('exchange.list', { limit: 2 })
    expect(items.map(({ messageKey, by }) => [messageKey, by])).toEqual([
      [keyOfText('2'), 'timeout'],
      [keyOfText('1'), 'hand'],
    ])
  })
})

describe('serve, killed again and again', () => {
  it('loses nothing that it answered', async () => {
    const data = createTemporaryFolder()
    const answered: string[] = []
    for (let round = 0; round < 4; round++) {
      const serve = await startServe(['--data', data, '--port', '0', '--token', TOKEN])
      const sending = Array.from({ length: 4 }, async (_, lane) => {
        for (let n = 0; ; n++) {
          const msgId = `${round + 1}${lane}${String(n).padStart(4, '0')}`
          const answer = await post(
            serve.ready.responder,
            createTextMessage(msgId, 'x'.repeat(n * 40)),
          ).catch(() => null)
          if (!answer) return
          answered.push(keyOfText(msgId))
          if (answered.length === (round + 1) * 60) serve.child.kill('SIGKILL')
        }
      })
      await Promise.all(sending)
    }
    const last = await startServe(['--data', data, '--port', '0', '--token', TOKEN])
    const client = connectTo(last.ready.control)
    const there = new Set<string | null>()
    for (let before: string | undefined; ;) {
      const { items, more } = await client.call('exchange.list', { limit: 200, ...(before && { before }) })
      for (const { messageKey } of items) there.add(messageKey)
      before = items.at(-1)?.id
      if (!more) break
    }
    expect(answered.length).toBeGreaterThanOrEqual(240)
    expect(answered.filter((key) => !there.has(key))).toEqual([])
  })
})
