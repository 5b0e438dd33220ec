import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeSettings } from '../../src-core/contract/settings-notices.ts'
import type { SecretBox } from '../../src-core/ports.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const text = (content: string) => ({ type: 'text', content }) as const
const rule = (id: string) =>
  ({ id, name: id, enabled: true, match: {}, reply: text(id), delayMs: 0, fault: 'none' }) as const

async function startTwo() {
  const dataDir = createTemporaryFolder()
  const [one, other] = [await startWorkbench({ dataDir }), await startWorkbench({ dataDir })]
  const { id } = await one.account()
  const stored = () => JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
  return { dataDir, one, other, id, stored }
}

describe('two workbenches on one folder', () => {
  it('begin with the same account', async () => {
    const dataDir = createTemporaryFolder()
    const both = await Promise.all([startWorkbench({ dataDir }), startWorkbench({ dataDir })])
    const [a, b] = await Promise.all(both.map((one) => one.account()))
    expect(a).toEqual(b)
  })

  it('undo nothing of each other', async () => {
    const { one, other, id, stored } = await startTwo()
    // Both at once: neither has heard of the other's change.
    await Promise.all([
      one.call('template.save', { name: 'of one', draft: text('1') }),
      other.call('template.save', { name: 'of the other', draft: text('2') }),
      one.call('account.update', { id, change: { name: '改名' } }),
      other.call('account.update', { id, change: { token: 'changed' } }),
      one.call('preferences.update', { theme: 'dark' }),
      other.call('preferences.update', { language: 'en' }),
      one.call('account.update', { id, change: { rules: [rule('of-one')] } }),
      other.call('account.update', { id, change: { rules: [rule('of-other')] } }),
      one.call('account.create', {}),
      other.call('account.create', {}),
    ])
    const { accounts, templates, preferences, tokens } = stored()
    expect(templates.map(({ name }: { name: string }) => name).toSorted()).toEqual(['of one', 'of the other'])
    expect(accounts[0].name).toBe('改名')
    expect(tokens[id].sealed).toBe('changed')
    expect(preferences).toMatchObject({ theme: 'dark', language: 'en' })
    expect(accounts[0].rules.map((kept: { id: string }) => kept.id).toSorted()).toEqual([
      'of-one',
      'of-other',
    ])
    expect(new Set(accounts.map(({ path }: { path: string }) => path)).size).toBe(3)
  })

  it('each tell what the other changed, with the ordinary events', async () => {
    const { one, other, id } = await startTwo()
    const told = [
      other.next('accounts.changed'),
      other.next('templates.changed'),
      other.next('preferences.changed'),
    ]
    await one.call('account.update', { id, change: { token: 'fresh' } })
    await one.call('template.save', { name: 'new', draft: text('1') })
    await one.call('preferences.update', { theme: 'dark' })
    await Promise.all(told)
    const { templates, preferences } = await other.call('workbench.snapshot', {})
    const { token } = await other.account()
    expect([token, templates[0]!.name, preferences.theme]).toEqual(['fresh', 'new', 'dark'])
    expect((await fetch(await other.signedUrl({ echostr: 'x' }))).status).toBe(200)
  })

  it('tell a person once who won where both changed the same', async () => {
    const { one, other, id } = await startTwo()
    const [here, there] = [other.next('settings.changed'), one.next('settings.changed')]
    await one.call('account.update', { id, change: { token: 'first' } })
    await other.call('account.update', { id, change: { token: 'second' } })
    const fields = [{ account: 'mpscope', field: 'token' }]
    expect((await here).settings.conflict).toEqual({ winner: 'here', fields })
    expect((await there).settings.conflict).toEqual({ winner: 'there', fields })
    expect((await one.account()).token).toBe('second')
    const notices = describeSettings((await here).settings)
    expect(notices).toHaveLength(1)
    expect(notices[0]!.zh).toContain('账号「mpscope」的 Token')
    expect(JSON.stringify(notices)).not.toMatch(/first|second/)
  })

  it('have no conflict where both set the same, or different things', async () => {
    const { one, other, id } = await startTwo()
    const changed = one.next('preferences.changed')
    await Promise.all([
      one.call('account.update', { id, change: { token: 'same' } }),
      other.call('account.update', { id, change: { token: 'same', appId: 'wx9' } }),
      other.call('preferences.update', { theme: 'light' }),
    ])
    await changed
    for (const { call } of [one, other])
      expect((await call('workbench.snapshot', {})).settings.conflict).toBeNull()
  })

  it('keep what one changed and the other removed', async () => {
    const { one, other, id, stored } = await startTwo()
    const told = other.next('accounts.changed')
    const second = await one.call('account.create', {})
    await told
    await Promise.all([
      one.call('account.update', { id: second.id, change: { name: '还要用' } }),
      other.call('account.remove', { id: second.id }),
    ])
    expect(stored().accounts.map((account: { id: string }) => account.id)).toContain(id)
    await Promise.all([
      one.call('account.update', { id, change: { rules: [rule('a')] } }),
      other.call('account.update', {
        id,
        change: { backends: [{ id: 'b', name: 'b', url: 'http://127.0.0.1:9/', copies: false }] },
      }),
    ])
    expect(stored().accounts[0]).toMatchObject({ rules: [{ id: 'a' }], backends: [{ id: 'b' }] })
  })

  it('of which one cannot open the keychain, leave its secrets to the other', async () => {
    const dataDir = createTemporaryFolder()
    const secrets: SecretBox = {
      kind: 'keychain',
      seal: (plain) => Buffer.from(plain).toString('base64'),
      open: (kept) => Buffer.from(kept, 'base64').toString(),
    }
    const browser = await startWorkbench({ dataDir })
    const { id, token } = await browser.account()
    const desktop = await startWorkbench({ dataDir, secrets })
    const told = browser.next('accounts.changed')
    await desktop.call('account.update', { id, change: { name: '桌面' } })
    await told
    // It knows the earlier token, goes on with it, and does not write it down as plain text again.
    expect(await browser.account()).toMatchObject({ name: '桌面', token })
    await browser.call('account.update', { id, change: { appId: 'wx1' } })
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).not.toContain(token)
    expect(await desktop.account()).toMatchObject({ token })
  })
})

describe('a settings file that is changed by hand while it is in use', () => {
  it('is taken over', async () => {
    const { dataDir, one, stored } = await startTwo()
    const told = one.next('accounts.changed')
    const settings = stored()
    settings.accounts[0].name = '手改'
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings))
    expect((await told).accounts[0]!.name).toBe('手改')
  })

  it('and is damaged by that, costs nothing: it is kept aside at the next save, and that is said', async () => {
    const { dataDir, one, id } = await startTwo()
    const before = await one.account()
    writeFileSync(join(dataDir, 'settings.json'), '{ "oops')
    const told = one.next('settings.changed')
    await one.call('account.update', { id, change: { name: '新名' } })
    const { settings } = await told
    expect(readFileSync(settings.keptAside!, 'utf8')).toBe('{ "oops')
    expect(settings).toMatchObject({ kept: 'file', leftOut: [], newToken: false })
    expect(describeSettings(settings)[0]!.en).toContain('damaged while this ran')
    expect(await one.account()).toEqual({ ...before, name: '新名' })
  })
})

describe('what a killed workbench leaves behind', () => {
  const lockOf = (dataDir: string) => join(dataDir, 'settings.json.lock')
  const change = async (dataDir: string) => {
    const workbench = await startWorkbench({ dataDir })
    const { id } = await workbench.account()
    await workbench.call('account.update', { id, change: { name: '可以保存' } })
    return JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')).accounts[0].name as string
  }
  /** Returns a number that no process has any more. */
  async function findDeadPid(): Promise<number> {
    const child = spawn(process.execPath, ['--version'])
    await once(child, 'exit')
    return child.pid!
  }

  it('is removed at the start; what a running one is writing is not', async () => {
    const dataDir = createTemporaryFolder()
    const names = [await findDeadPid(), process.ppid, process.pid].map((pid) => `settings.json.${pid}.new`)
    for (const name of names) writeFileSync(join(dataDir, name), 'token')
    await startWorkbench({ dataDir })
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([names[1]])
  })

  it.each<[string, (file: string) => void | Promise<void>]>([
    ['of a dead process', async (file) => writeFileSync(file, `${await findDeadPid()} ${hostname()} x`)],
    [
      'with our own number, as in a container',
      (file) => writeFileSync(file, `${process.pid} ${hostname()} x`),
    ],
    [
      'of another machine, long ago',
      (file) => {
        writeFileSync(file, '1 elsewhere x')
        utimesSync(file, new Date(0), new Date(0))
      },
    ],
    [
      'from the future',
      (file) => {
        writeFileSync(file, '1 elsewhere x')
        utimesSync(file, new Date(2100, 0), new Date(2100, 0))
      },
    ],
    ['that is a folder', (file) => mkdirSync(file)],
  ])('is no lock that is waited for: %s', async (_name, make) => {
    const dataDir = createTemporaryFolder()
    await make(lockOf(dataDir))
    expect(await change(dataDir)).toBe('可以保存')
  })

  it('is none where nothing was killed', async () => {
    const dataDir = createTemporaryFolder()
    await change(dataDir)
    expect(readdirSync(dataDir).filter((name) => /lock|new/.test(name))).toEqual([])
  })

  it('while another one writes, the responder answers, and then it is saved', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const { id } = await workbench.account()
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void holder.kill('SIGKILL'))
    writeFileSync(lockOf(dataDir), `${holder.pid} ${hostname()} x`)
    const saved: string[] = []
    const saving = [
      workbench.call('account.update', { id, change: { name: '一' } }).then(() => saved.push('一')),
      workbench.call('account.update', { id, change: { name: '二' } }).then(() => saved.push('二')),
    ]
    expect((await fetch(await workbench.signedUrl({ echostr: 'x' }))).status).toBe(200)
    expect(saved).toEqual([])
    expect(existsSync(lockOf(dataDir))).toBe(true)
    holder.kill('SIGKILL')
    await Promise.all(saving)
    expect(saved).toEqual(['一', '二'])
    expect((await workbench.account()).name).toBe('二')
  })
})
