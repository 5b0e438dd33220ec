import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'

/** Makes a folder with the history of a workbench that has ended: three messages. */
async function fillFolder() {
  const data = createTemporaryFolder()
  const workbench = await startWorkbench({ dataDir: data })
  const { id, token } = await workbench.account()
  for (let count = 0; count < 3; count++) await workbench.call('message.send', { account: id, type: 'text' })
  const exchange = await workbench.latest()
  await workbench.close()
  return { data, token, exchange, user: exchange.message!.from! }
}

describe('export and import', () => {
  it('carry a history to another folder, redacted unless told otherwise', async () => {
    const { data, token, exchange, user } = await fillFolder()
    const file = join(data, 'out.json')
    const written = await runInProcess(['export', '', '--data', data, '--out', file])
    expect(written).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^3 exchanges exported, redacted \(/),
    })
    const text = readFileSync(file, 'utf8')
    for (const value of [user, token, exchange.signature.expected!]) expect(text).not.toContain(value)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)

    const other = createTemporaryFolder()
    const first = await runInProcess(['import', file, '--data', other])
    expect(first).toEqual({ code: 0, stdout: '3 exchanges imported.\n', stderr: '' })
    const again = await runInProcess(['import', file, '--data', other])
    expect(again.stdout).toBe('0 exchanges imported, 3 were there already.\n')
    const back = await runInProcess(['export', exchange.id, '--no-redaction', '--data', other])
    expect(back.stderr).toBe('1 exchange exported, not redacted.\n')
    const { exchanges } = JSON.parse(back.stdout) as { exchanges: unknown[] }
    expect(exchanges).toEqual([
      expect.objectContaining({
        id: exchange.id,
        verdict: exchange.verdict,
        session: expect.objectContaining({ name: 'out.json', redacted: true }),
      }),
    ])
  })

  it.each(['json', 'har', 'html', 'markdown'])('write %s to standard output', async (format) => {
    const { data, user } = await fillFolder()
    const { code, stdout } = await runInProcess(['export', '--as', format, '--data', data])
    expect(code).toBe(0)
    expect(stdout).not.toContain(user)
    expect(stdout.match(/oRedacted/g)?.length).toBeGreaterThan(3)
  })

  it('say what was not taken, and where', async () => {
    const folder = createTemporaryFolder()
    const file = join(folder, 'broken.json')
    writeFileSync(file, '{\n  "log": oops\n}')
    const { code, stdout, stderr } = await runInProcess(['import', file, '--data', folder])
    expect([code, stdout]).toEqual([1, '0 exchanges imported.\n'])
    expect(stderr).toContain(`${file}:2:10 This is neither JSON exported by mpscope nor HAR.`)
  })

  it.each([
    [['export', '--data', '/nowhere/at/all'], 'there is no history in /nowhere/at/all'],
    [['import', '/nowhere.json'], 'the file /nowhere.json cannot be read (ENOENT)'],
    [['import'], 'FILE is missing'],
  ])('refuse %j', async (args, said) => {
    const { code, stderr } = await runInProcess(args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)])
  })

  it('exports what a filter finds, and says with its exit code that it finds nothing', async () => {
    const { data } = await fillFolder()
    const all = await runInProcess(['export', '', '--data', data])
    const found = await runInProcess(['export', 'direction:in', '--data', data])
    expect([found.code, found.stderr]).toEqual([0, all.stderr])
    const none = await runInProcess(['export', 'direction:out verdict:fault', '--data', data])
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('0 exchanges exported') })
  })

  it('refuse a filter that is wrong, and a file that cannot be written', async () => {
    const { data } = await fillFolder()
    expect(await runInProcess(['export', 'verdict:none', '--data', data])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('at character 9'),
    })
    const unwritable = ['export', '--data', data, '--out', join(data, 'no', 'such', 'folder')]
    expect(await runInProcess(unwritable)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('(ENOENT)'),
    })
  })
})
