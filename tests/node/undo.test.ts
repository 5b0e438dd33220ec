import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SecretBox } from '../../src-core/ports.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const text = (content: string) => ({ type: 'text', content }) as const
const rule = (id: string) =>
  ({ id, name: id, enabled: true, match: {}, reply: text(id), delayMs: 0, fault: 'none' }) as const
const backend = (id: string) => ({ id, name: id, url: `http://127.0.0.1:9/${id}`, copies: false })

async function startWithAccounts(options: Parameters<typeof startWorkbench>[0] = {}) {
  const workbench = await startWorkbench(options)
  const { call } = workbench
  const second = await call('account.create', {})
  await call('account.create', {})
  await call('account.update', {
    id: second.id,
    change: {
      name: '订阅号',
      token: 'secretToken1',
      aesKey: 'k'.repeat(43),
      rules: ['a', 'b', 'c'].map(rule),
      backends: ['x', 'y', 'z'].map(backend),
    },
  })
  const accounts = async () => (await call('workbench.snapshot', {})).accounts
  return { ...workbench, id: second.id, accounts }
}

describe('what was deleted', () => {
  it('comes back whole and in its place: an account with its secrets', async () => {
    const { call, id, accounts } = await startWithAccounts()
    const before = await accounts()
    const { undo } = await call('account.remove', { id })
    expect((await accounts()).map((one) => one.id)).not.toContain(id)
    await call('undo.apply', { id: undo })
    // The marks of the secrets are equal as well, which they are only for the same secrets.
    expect(await accounts()).toEqual(before)
    expect((await call('account.secret', { id, field: 'token' })).secret).toBe('secretToken1')
  })

  it.each(['a', 'b', 'c'])('comes back in its place: rule %s', async (one) => {
    const { call, id, accounts } = await startWithAccounts()
    const before = await accounts()
    const { undo } = await call('rule.remove', { account: id, rule: one })
    expect(await accounts()).not.toEqual(before)
    await call('undo.apply', { id: undo })
    expect(await accounts()).toEqual(before)
  })

  it.each(['x', 'y', 'z'])('comes back in its place: back end %s', async (one) => {
    const { call, id, accounts } = await startWithAccounts()
    const before = await accounts()
    const { undo } = await call('backend.remove', { account: id, backend: one })
    expect(await accounts()).not.toEqual(before)
    await call('undo.apply', { id: undo })
    expect(await accounts()).toEqual(before)
  })

  it('comes back in its place: templates and messages of one’s own', async () => {
    const { call } = await startWorkbench()
    for (const name of ['一', '二', '三']) {
      await call('template.save', { name, draft: text(name) })
      await call('sample.save', { name, text: '{}' })
    }
    const { templates, samples } = await call('workbench.snapshot', {})
    const template = await call('template.remove', { id: templates[0]!.id })
    const sample = await call('sample.remove', { id: samples[1]!.id })
    await call('undo.apply', { id: template.undo })
    await call('undo.apply', { id: sample.undo })
    expect(await call('workbench.snapshot', {})).toMatchObject({ templates, samples })
  })

  it('gets another name if a new template has that name meanwhile, and both stay', async () => {
    const { call } = await startWorkbench()
    const { id } = await call('template.save', { name: '欢迎', draft: text('旧') })
    const { undo } = await call('template.remove', { id })
    await call('template.save', { name: '欢迎', draft: text('新') })
    await call('undo.apply', { id: undo })
    const { templates } = await call('workbench.snapshot', {})
    expect(templates.map(({ name, draft }) => [name, draft])).toEqual([
      ['欢迎 2', text('旧')],
      ['欢迎', text('新')],
    ])
  })

  it('stands behind its former neighbour if the list has changed meanwhile', async () => {
    const { call, id, accounts } = await startWithAccounts()
    const { undo } = await call('rule.remove', { account: id, rule: 'b' })
    await call('account.update', { id, change: { rules: ['n', 'c', 'a'].map(rule) } })
    await call('undo.apply', { id: undo })
    const { rules } = (await accounts()).find((one) => one.id === id)!
    expect(rules.map((one) => one.id)).toEqual(['n', 'c', 'a', 'b'])
  })

  it('is as before in the file, also where this shell cannot open the secrets', async () => {
    const dataDir = createTemporaryFolder()
    const keychain: SecretBox = {
      kind: 'keychain',
      seal: (plain) => plain.split('').reverse().join(''),
      open: (sealed) => sealed.split('').reverse().join(''),
    }
    const desktop = await startWithAccounts({ dataDir, secrets: keychain })
    await desktop.close()
    const stored = () => JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
    const before = stored()
    const terminal = await startWorkbench({ dataDir })
    const { undo } = await terminal.call('account.remove', { id: desktop.id })
    expect(stored().tokens).not.toHaveProperty(desktop.id)
    await terminal.call('undo.apply', { id: undo })
    expect(stored()).toEqual(before)
  })

  it('stays away once it was undone, and with an id that was never given', async () => {
    const { call, id, accounts } = await startWithAccounts()
    const { undo } = await call('rule.remove', { account: id, rule: 'b' })
    await call('undo.apply', { id: undo })
    const after = await accounts()
    await expect(call('undo.apply', { id: undo })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(call('undo.apply', { id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await accounts()).toEqual(after)
  })

  it('can still be undone after a try that failed: its path was taken, and is free again', async () => {
    const { call, id, accounts } = await startWithAccounts()
    const before = await accounts()
    const { undo } = await call('account.remove', { id })
    const other = before[0]!
    await call('account.update', { id: other.id, change: { path: before[1]!.path } })
    await expect(call('undo.apply', { id: undo })).rejects.toMatchObject({ code: 'PATH_TAKEN' })
    await call('account.update', { id: other.id, change: { path: other.path } })
    await call('undo.apply', { id: undo })
    expect(await accounts()).toEqual(before)
  })

  it('is forgotten after twenty further deletions', async () => {
    const { call } = await startWorkbench()
    const ids: string[] = []
    for (let number = 0; number <= 20; number++) {
      const { id } = await call('template.save', { name: `${number}`, draft: text('') })
      ids.push((await call('template.remove', { id })).undo)
    }
    await expect(call('undo.apply', { id: ids[0]! })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await call('undo.apply', { id: ids[1]! })
    expect((await call('workbench.snapshot', {})).templates.map(({ name }) => name)).toEqual(['1'])
  })

  it('is not deleted at all if it is needed: a back end that answers', async () => {
    const { call, id, accounts } = await startWithAccounts()
    await call('account.update', { id, change: { policy: { kind: 'relay', backend: 'y', guard: true } } })
    const before = await accounts()
    await expect(call('backend.remove', { account: id, backend: 'y' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await accounts()).toEqual(before)
  })
})

describe('a secret that was copied with something around it', () => {
  it('is said to be odd without being told, is mended, and is as before when that is undone', async () => {
    const { call, account } = await startWorkbench()
    const { id } = await account()
    await call('account.update', { id, change: { token: ' mySecretToken\n' } })
    const [before] = (await call('workbench.snapshot', {})).accounts
    expect(before!.notes.token.map(({ code, mend }) => [code, mend])).toEqual([
      ['blank', { label: expect.objectContaining({ zh: expect.any(String) }) }],
    ])
    const { undo } = await call('account.mend', { id, field: 'token' })
    expect((await account()).token).toBe('mySecretToken')
    expect((await call('workbench.snapshot', {})).accounts[0]!.notes.token).toEqual([])
    await call('undo.apply', { id: undo })
    expect((await call('workbench.snapshot', {})).accounts[0]).toEqual(before)
  })

  it('is left alone where nothing can be mended', async () => {
    const { call, account } = await startWorkbench()
    const { id } = await account()
    await call('account.update', { id, change: { token: 'ab' } })
    await expect(call('account.mend', { id, field: 'token' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect((await account()).token).toBe('ab')
  })
})
