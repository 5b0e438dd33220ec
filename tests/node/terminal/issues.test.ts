import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../src-core/contract/findings.ts'
import type { Issues } from '../../../src-core/contract/issues.ts'
import { createExchange, open, record } from '../history/recording.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError } from './running-cli.ts'

const withCode = (code: FindingCode, durationMs: number) => ({
  findings: [{ code } as Finding],
  response: { ...createExchange().response, durationMs },
})

async function createHistory() {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await record(history)
  await record(history, withCode('relay.guarded', 4000))
  await record(history, withCode('reply.too-late', 5200))
  await record(history, withCode('reply.too-late', 60_000))
  await record(history, { run: 'check-up-1', ...withCode('reply.not-xml', 1) })
  await history.close()
  return folder
}

describe('mpscope issues', () => {
  it('prints a row for each finding, errors first, without check-ups', async () => {
    const folder = await createHistory()
    const { code, stdout } = await runInProcess(['issues', '--data', folder])
    const [whole, blank, headings, ...rows] = stdout.trimEnd().split('\n')
    expect(code).toBe(0)
    expect(whole).toBe(
      '4 exchanges, 3 with an issue (75%). Reply times p50 4000 ms, p95 60000 ms, p99 60000 ms; 2 after 5 s.',
    )
    expect(blank).toBe('')
    expect(headings).toMatch(/^level +finding +name +count +share +first seen +last seen +p50/)
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 5))).toEqual([
      ['error', 'reply.too-late', expect.any(String), '2', '50%'],
      ['warning', 'relay.guarded', expect.any(String), '1', '25%'],
    ])
  })

  it('takes a filter, and says where it is wrong', async () => {
    const folder = await createHistory()
    const { stdout } = await runInProcess(['issues', 'took:<4500', '--json', '--data', folder])
    expect(JSON.parse(stdout) as Issues).toMatchObject({ looked: 2, issues: [{ code: 'relay.guarded' }] })
    const wrong = await runInProcess(['issues', 'verdict:bad', '--data', folder])
    expect(isUsageError(wrong)).toBe(true)
    expect(wrong.stderr).toContain('at character 9')
  })

  it('puts what is understood last', async () => {
    const folder = await createHistory()
    const workbench = await startWorkbench({ dataDir: folder })
    await workbench.call('issues.understand', { code: 'reply.too-late' })
    await workbench.close()
    const { stdout } = await runInProcess(['issues', '--data', folder])
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^error +reply\.too-late.* understood$/)
  })

  it('says so if nothing went wrong', async () => {
    const folder = createTemporaryFolder()
    await (await open(folder)).close()
    expect(await runInProcess(['issues', '--data', folder])).toMatchObject({
      code: 0,
      stdout: '0 exchanges, 0 with an issue.\n',
    })
  })
})
