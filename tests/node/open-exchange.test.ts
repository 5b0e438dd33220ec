import { expect, it } from 'vitest'
import { countCalls } from './call-counts.ts'
import { SECRETS } from './every-command.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

it.each([
  ['a message in the clear, which is its body', 'plaintext', 1],
  ['an envelope and what was in it', 'safe', 2],
  ['a message beside its envelope, and what was in that', 'compatible', 2],
] as const)('exchange.open reads %s once', async (_what, mode, bodies) => {
  const workbench = await startWorkbench({ dataDir: createTemporaryFolder() })
  const { id: account } = await workbench.account()
  await workbench.call('account.update', {
    id: account,
    change: { ...SECRETS, appId: 'wx5823bf96d3bd56c7', mode },
  })
  await workbench.call('message.send', { account, type: 'text' })
  const { id } = await workbench.latest()
  const { done, countOf } = await countCalls(() => workbench.call('exchange.open', { id }))
  expect(countOf('/src-core/history/open-exchange.ts', 'openExchange')).toBe(1)
  expect(countOf('/src-main/node/history/disk-history.ts', 'get')).toBe(1)
  // A question without a key of the index would read each row of the account.
  expect(countOf('/src-main/node/history/store.ts', 'list')).toBe(0)
  expect(countOf('/src-core/xml/parse/lenient.ts', 'parseLenientText')).toBe(bodies)
  const { exchange, counterparts, signature, layers } = done
  expect(exchange).toMatchObject({ id, mode, message: { type: 'text' } })
  expect(JSON.parse(counterparts!.json)).toEqual(exchange.message!.json)
  expect(counterparts!.pairs.length).toBeGreaterThan(5)
  expect(signature).toMatchObject({ ok: true, tokenChanged: false })
  expect(layers === null).toBe(mode === 'plaintext')
  expect(signature.msg === null).toBe(mode === 'plaintext')
})
