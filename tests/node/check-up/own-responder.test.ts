import { expect, it } from 'vitest'
import { CHECKS } from '../../../src-core/check-up/cases/cases.ts'
import type { Mode } from '../../../src-core/contract/exchange.ts'
import { startWorkbench } from '../running-workbench.ts'

const LEVELS = new Map(CHECKS.map(({ id, level }) => [id, level]))
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

/** Two seconds of it are the slow client's. */
it.each(['plaintext', 'safe'] satisfies Mode[])(
  'our own responder passes all that is required, in %s mode',
  { timeout: 60_000 },
  async (mode) => {
    const { call, account: first, reported } = await startWorkbench()
    const { id: account } = await first()
    const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const
    const keys = { aesKey: AES_KEY, appId: 'wx0123456789abcdef', mode }
    await call('account.update', { id: account, change: { ...keys, policy } })
    const only = CHECKS.map(({ id }) => id).filter((id) => id !== 'time.slow-client')
    const report = await call('checkUp.start', {
      account,
      target: { kind: 'responder' },
      run: 'check-up-1',
      only,
    })
    expect(report.state).toBe('finished')
    expect(report.results).toHaveLength(only.length)
    const failed = report.results.filter(({ state }) => state === 'failed')
    const required = failed.filter(({ id }) => LEVELS.get(id) === 'required')
    expect(
      required.map(({ id, came, findings }) => [id, came.en, findings.map(({ title }) => title.en)]),
    ).toEqual([])
    expect(reported).toEqual([])
  },
)
