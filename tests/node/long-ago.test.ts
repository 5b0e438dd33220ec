import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { createExchange, open, recordMany } from './history/recording.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const FROM = 'oia2TjuEGTNoeX76QEjQNrcURxG8'

const messageFrom = (from: string): Partial<Exchange> => ({
  message: {
    type: 'text',
    event: null,
    from,
    to: 'gh_7f',
    xml: '<xml/>',
    json: { xml: { Content: '你好' } },
  },
})

/** Creates a folder with an account that a workbench has made. */
async function createAccount(change: (workbench: Started) => Promise<unknown> = async () => {}) {
  const dataDir = createTemporaryFolder()
  const workbench = await startWorkbench({ dataDir })
  const { id: account } = await workbench.account()
  await change(workbench)
  await workbench.close()
  return { dataDir, account }
}

type Started = Awaited<ReturnType<typeof startWorkbench>>

/** Adds exchanges after all existing ones, while no workbench runs. */
async function append(dataDir: string, count: number, change: Partial<Exchange> = {}): Promise<string[]> {
  const history = await open(dataDir)
  const ids = await recordMany(history, count, (n) => ({ messageKey: `msg:${n}`, ...change }))
  await history.close()
  return ids
}

describe('what lies far back in the history is found', () => {
  it('by the first verification: it is not said again', async () => {
    const verify = async (workbench: Started) => {
      await fetch(await workbench.signedUrl({ echostr: '4375120948345356249' }))
      return (await workbench.latest()).findings.map(({ code }) => code)
    }
    const { dataDir } = await createAccount(async (workbench) => {
      expect(await verify(workbench)).toEqual(['verify.first-success'])
    })
    await append(dataDir, 600)
    expect(await verify(await startWorkbench({ dataDir }))).toEqual([])
  })

  it('by the replies that can be sent again', async () => {
    const { dataDir } = await createAccount()
    const draft = { type: 'text', content: '您好' } as const
    const response = { ...createExchange().response, by: 'hand' } as const
    const [exchange] = await append(dataDir, 1, { response, draft })
    await append(dataDir, 600)
    const workbench = await startWorkbench({ dataDir })
    expect(await workbench.call('reply.recent', {})).toEqual([{ exchange, draft }])
  })

  it('by an alarm, behind many of others and behind many of the same user', async () => {
    const { dataDir } = await createAccount()
    const [id] = await append(dataDir, 1, messageFrom(FROM))
    await append(dataDir, 600, { ...messageFrom(FROM), receivedAt: 1_700_000_900_000 })
    await append(dataDir, 600, messageFrom('oAnother'))
    const workbench = await startWorkbench({ dataDir })
    const text = `[OpenID=${FROM}][Stamp=1700000001][response_length=9][response_content="success"]`
    const { match } = (await workbench.call('alarm.read', { text }))!
    expect(match).toMatchObject({ exchange: { id }, looked: 1201, ofUser: 500 })
  })

  it('by a rule that is tried', async () => {
    const { dataDir, account } = await createAccount()
    await append(dataDir, 3, { ...messageFrom(FROM), account })
    await append(dataDir, 5200, { ...messageFrom(FROM), account: 'another' })
    const workbench = await startWorkbench({ dataDir })
    const rule = {
      id: 'hello',
      name: 'Hello',
      enabled: true,
      match: {},
      reply: { type: 'success' },
      delayMs: 0,
      fault: 'none',
    } as const
    const trial = await workbench.call('rule.try', { account, rule })
    expect(trial).toMatchObject({ examined: 3, matched: 3 })
  })
})
