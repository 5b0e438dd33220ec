import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SecretBox } from '../../src-core/ports.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

describe('settings', () => {
  it('are kept over a restart, in a file of the owner’s alone', async () => {
    const dataDir = createTemporaryFolder()
    const first = await startWorkbench({ dataDir })
    const { id } = await first.account()
    const change = { name: '测试号', token: 'mytoken', path: '/shop/wx', originalId: 'gh_7f083739789a' }
    await first.call('account.update', { id, change })
    await first.call('preferences.update', { language: 'en' })
    await first.close()

    const second = await startWorkbench({ dataDir })
    expect(await second.account()).toMatchObject(change)
    const snapshot = await second.call('workbench.snapshot', {})
    expect(snapshot.preferences).toMatchObject({ language: 'en', theme: 'system', refusedRows: 1000 })
    expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir).filter((name) => name.includes('.new'))).toEqual([])
  })

  it('have the saved filters, up to a bound, with those that only another version can read', async () => {
    const dataDir = createTemporaryFolder()
    const first = await startWorkbench({ dataDir })
    const savedFilters = [
      'verdict:fault 退款',
      'mood:{angry',
      ...Array.from({ length: 48 }, (_, at) => `${at}`),
    ]
    await first.call('preferences.update', { savedFilters })
    await expect(
      first.call('preferences.update', { savedFilters: [...savedFilters, 'one more'] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('savedFilters') })
    await expect(
      first.call('preferences.update', { savedFilters: ['x'.repeat(2001)] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await first.close()

    const second = await startWorkbench({ dataDir })
    const { preferences } = await second.call('workbench.snapshot', {})
    expect(preferences.savedFilters).toEqual(savedFilters)
  })

  it.each(['{ "half', '{"version":1}', '{"version":99,"accounts":[]}', 'null', ''])(
    'that cannot be read are kept aside, not overwritten: %s',
    async (text) => {
      const dataDir = createTemporaryFolder()
      writeFileSync(join(dataDir, 'settings.json'), text)
      const workbench = await startWorkbench({ dataDir })
      const { settings, accounts } = await workbench.call('workbench.snapshot', {})
      expect(accounts).toHaveLength(1)
      expect(readFileSync(settings.keptAside!, 'utf8')).toBe(text)
    },
  )

  it('say when they cannot be written, and keep what was', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const before = await workbench.account()
    rmSync(dataDir, { recursive: true })
    // A folder that cannot be made again: its name leads nowhere.
    symlinkSync('/dev/null/nowhere', dataDir)
    const attempt = workbench.call('account.update', { id: before.id, change: { name: 'x' } })
    await expect(attempt).rejects.toMatchObject({ code: 'SETTINGS_NOT_SAVED' })
    expect(await workbench.account()).toEqual(before)
  })

  it('that are no file at all stop nothing', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'file'), 'not a folder')
    const workbench = await startWorkbench({ dataDir: join(folder, 'file', 'below') })
    expect((await workbench.account()).token).toMatch(/^[A-Za-z0-9]{24}$/)
    mkdirSync(join(folder, 'settings.json'))
    const other = await startWorkbench({ dataDir: folder })
    const { settings } = await other.call('workbench.snapshot', {})
    expect(statSync(settings.keptAside!).isDirectory()).toBe(true)
  })

  it('hold the token sealed where there is a keychain', async () => {
    const dataDir = createTemporaryFolder()
    const secrets: SecretBox = {
      kind: 'keychain',
      seal: (plain) => Buffer.from(plain).toString('base64'),
      open: (sealed) => Buffer.from(sealed, 'base64').toString(),
    }
    const first = await startWorkbench({ dataDir, secrets })
    const { token } = await first.account()
    await first.close()
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toContain(token)
    expect((await (await startWorkbench({ dataDir, secrets })).account()).token).toBe(token)
  })

  it('keep a token that only the keychain can open, unread and unharmed, in a shell without one', async () => {
    const dataDir = createTemporaryFolder()
    const secrets: SecretBox = {
      kind: 'keychain',
      seal: (plain) => Buffer.from(plain).toString('base64'),
      open: (sealed) => Buffer.from(sealed, 'base64').toString(),
    }
    const desktop = await startWorkbench({ dataDir, secrets })
    const { id, token } = await desktop.account()
    await desktop.close()

    const browser = await startWorkbench({ dataDir })
    expect((await browser.account()).token).toBe('')
    await browser.call('account.update', { id, change: { name: 'renamed' } })
    // Signed with the empty token, as anyone could.
    const response = await fetch(await browser.signedUrl({ echostr: '1' }))
    expect(response.status).toBe(401)
    expect((await browser.latest()).findings[0]?.fix.en).toContain('keychain')
    await browser.close()

    const again = await startWorkbench({ dataDir, secrets })
    expect(await again.account()).toMatchObject({ name: 'renamed', token })
  })

  it('are not written at all when nothing is to be kept', async () => {
    const workbench = await startWorkbench({ dataDir: null })
    const snapshot = await workbench.call('workbench.snapshot', {})
    expect(snapshot).toMatchObject({ secrets: 'memory', history: { kept: 'memory', reason: 'ephemeral' } })
  })
})

describe('accounts', () => {
  it('start with one, whose token nobody guesses', async () => {
    const [a, b] = [await (await startWorkbench()).account(), await (await startWorkbench()).account()]
    expect(a.token).toMatch(/^[A-Za-z0-9]{24}$/)
    expect(a.token).not.toBe(b.token)
  })

  it('cannot be removed down to none', async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    await expect(workbench.call('account.remove', { id })).rejects.toMatchObject({ code: 'LAST_ACCOUNT' })
  })

  it.each(['wx', '/', '/a b', '/a/', '/a?b', '/你好', `/${'a'.repeat(200)}`])(
    'refuse the path %s',
    async (path) => {
      const workbench = await startWorkbench()
      const { id } = await workbench.account()
      await expect(workbench.call('account.update', { id, change: { path } })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { issues: [{ path: 'change.path' }] },
      })
    },
  )
})
