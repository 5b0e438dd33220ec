import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { open, record } from '../history/recording.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError } from './running-cli.ts'

/** A history with a text of which nothing came, one that went well, and an event. */
async function createHistory() {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  const message = (type: string, content: string) => ({
    message: { type, event: null, from: 'oABC', to: 'gh_1', xml: '', json: { xml: { Content: content } } },
  })
  const fault = await record(history, { verdict: 'fault', ...message('text', '我要退款') })
  const well = await record(history, { verdict: 'accepted', ...message('text', '退款了\u001b[2J吗') })
  await record(history, { verdict: 'accepted', ...message('image', '') })
  await history.close()
  return { folder, fault, well }
}

describe('mpscope find', () => {
  it('lists what the filter finds, newest first, each on a line with its id', async () => {
    const { folder, fault, well } = await createHistory()
    const { code, stdout } = await runInProcess(['find', '退款', '--data', folder])
    const lines = stdout.trimEnd().split('\n')
    expect([code, lines.length]).toEqual([0, 2])
    expect(lines[0]).toContain(well.id)
    expect(lines[1]).toContain(fault.id)
    // What a stranger may have sent does nothing to the terminal.
    expect(stdout).not.toContain('\u001b')
    expect(
      (await runInProcess(['find', '', '--limit', '2', '--data', folder])).stdout.split('\n'),
    ).toHaveLength(3)
  })

  it('prints whole exchanges as JSON, as other commands take them', async () => {
    const { folder, fault } = await createHistory()
    const { stdout } = await runInProcess(['find', 'verdict:fault type:text', '--json', '--data', folder])
    expect(JSON.parse(stdout) as Exchange).toEqual(fault)
  })

  it('prints one HAR of them', async () => {
    const { folder, fault } = await createHistory()
    const { code, stdout } = await runInProcess(['find', '退款', '--har', '--data', folder])
    const { log } = JSON.parse(stdout) as {
      log: { version: string; entries: { request: { url: string } }[] }
    }
    expect([code, log.version, log.entries.length]).toEqual([0, '1.2', 2])
    expect(log.entries[0]!.request.url).toContain(fault.request.path)
    expect(isUsageError(await runInProcess(['find', '', '--har', '--json', '--data', folder]))).toBe(true)
  })

  it('says with its exit code that nothing was found', async () => {
    const { folder } = await createHistory()
    expect(await runInProcess(['find', 'type:voice', '--data', folder])).toMatchObject({
      code: 1,
      stdout: '',
    })
  })

  it.each([
    ['verdict:bad', 'at character 9, “bad”'],
    ['"open', 'the quote does not end'],
  ])('refuses %j, and says where it is wrong', async (filter, says) => {
    const { folder } = await createHistory()
    const result = await runInProcess(['find', filter, '--data', folder])
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr.toLowerCase()).toContain(says.toLowerCase())
  })

  it('makes no history where there is none', async () => {
    const result = await runInProcess(['find', '', '--data', createTemporaryFolder()])
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain('no history')
  })
})
