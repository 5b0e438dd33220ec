import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'
import { mountDisk, noMount } from './small-disk.ts'

const template = (bytes: number) => ({
  name: `${bytes}`,
  draft: { type: 'xml', xml: 'x'.repeat(bytes) } as const,
})
const KIB = 1024
const names = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('settings'))
const only = noMount ? ` (skipped: ${noMount})` : ''

describe.skipIf(noMount)(`settings on a disk that fails${only}`, () => {
  it('are written whole or not at all, and a short write is no success', async () => {
    const disk = mountDisk(2048)
    const first = await startWorkbench({ dataDir: disk.folder })
    const { token } = await first.account()
    await first.call('template.save', template(100 * KIB))
    disk.fillUpTo(240 * KIB)
    // Still fits beside the old file, and would not if the old one were cut first.
    const saving = first.call('template.save', template(250 * KIB))
    await expect(saving).rejects.toMatchObject({ code: 'SETTINGS_NOT_SAVED' })
    const { templates, settings } = await first.call('workbench.snapshot', {})
    expect(templates.map(({ name }) => name)).toEqual([`${100 * KIB}`])
    expect(settings).toMatchObject({ kept: 'file', reason: null })
    expect(names(disk.folder)).toEqual(['settings.json'])
    await first.close()

    const second = await startWorkbench({ dataDir: disk.folder })
    expect((await second.account()).token).toBe(token)
    const again = await second.call('workbench.snapshot', {})
    expect(again.templates.map(({ name }) => name)).toEqual([`${100 * KIB}`])
    disk.empty()
    await second.call('template.save', template(250 * KIB))
    expect(JSON.parse(readFileSync(join(disk.folder, 'settings.json'), 'utf8')).templates).toHaveLength(2)
  })

  it('that are none yet on a full disk hold for the run, are said to, and are saved once there is space', async () => {
    const disk = mountDisk(256)
    disk.fillUpTo(0)
    const workbench = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    const { id, token } = await workbench.account()
    expect(token).toMatch(/^[A-Za-z0-9]{24}$/)
    const status = async () => (await workbench.call('workbench.snapshot', {})).settings
    expect(await status()).toMatchObject({ kept: 'memory', reason: 'full', newToken: false })
    await workbench.call('account.update', { id, change: { name: '改名' } })
    expect((await workbench.account()).name).toBe('改名')

    disk.empty()
    const changed = workbench.next('settings.changed')
    await workbench.call('account.update', { id, change: { appId: 'wx1' } })
    expect((await changed).settings).toMatchObject({ kept: 'file', reason: null })
    const again = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    expect(await again.account()).toMatchObject({ token, name: '改名', appId: 'wx1' })
  })

  it('are changed for the run alone where that is what was asked for', async () => {
    const disk = mountDisk(512)
    const workbench = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    const { id } = await workbench.account()
    disk.fillUpTo(0)
    const change = { id, change: { token: 'given' } }
    await expect(workbench.call('account.update', change)).rejects.toMatchObject({
      code: 'SETTINGS_NOT_SAVED',
    })
    await workbench.call('account.update', { ...change, evenIfUnsaved: true })
    expect((await workbench.account()).token).toBe('given')
    const { settings } = await workbench.call('workbench.snapshot', {})
    expect(settings).toMatchObject({ kept: 'memory', reason: 'full' })
  })

  it('that can be read are read where nothing can be written, and the genuine get through', async () => {
    const disk = mountDisk(1024)
    const first = await startWorkbench({ dataDir: disk.folder })
    const { id, token } = await first.account()
    await first.call('account.update', { id, change: { name: '线上', path: '/shop' } })
    await first.close()
    rmSync(join(disk.folder, 'history.sqlite'), { force: true })
    disk.setReadOnly(true)

    const second = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    expect(await second.account()).toMatchObject({ token, name: '线上', path: '/shop' })
    for (let i = 0; i < 10; i++) {
      const answer = await fetch(await second.signedUrl(), {
        method: 'POST',
        body: `<xml><MsgType>text</MsgType><FromUserName>o</FromUserName><CreateTime>1</CreateTime><MsgId>${i}</MsgId></xml>`,
      })
      expect(answer.status).toBe(200)
    }
    const { settings } = await second.call('workbench.snapshot', {})
    expect(settings).toMatchObject({ kept: 'memory', reason: 'read-only', newToken: false, keptAside: null })
    await second.call('account.update', { id, change: { name: '只在内存' } })
    expect((await second.account()).name).toBe('只在内存')

    disk.setReadOnly(false)
    await second.call('account.update', { id, change: { appId: 'wx2' } })
    const third = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    expect(await third.account()).toMatchObject({ token, name: '只在内存', appId: 'wx2' })
  })

  it('that are damaged where nothing can be written stay where they are', async () => {
    const disk = mountDisk(512)
    const file = join(disk.folder, 'settings.json')
    writeFileSync(file, '{ "half', { mode: 0o600 })
    disk.setReadOnly(true)
    const workbench = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    const { settings } = await workbench.call('workbench.snapshot', {})
    expect(settings).toEqual({
      kept: 'memory',
      reason: 'read-only',
      keptAside: null,
      leftOut: [''],
      newToken: true,
      exposed: null,
      conflict: null,
    })
    expect(readFileSync(file, 'utf8')).toBe('{ "half')
  })

  it('that are damaged on a full disk stay where they are', async () => {
    const disk = mountDisk(512)
    const file = join(disk.folder, 'settings.json')
    writeFileSync(file, '{ "half', { mode: 0o600 })
    disk.fillUpTo(0)
    const workbench = await startWorkbench({ dataDir: disk.folder, report: () => {} })
    const { settings } = await workbench.call('workbench.snapshot', {})
    expect(settings).toMatchObject({ kept: 'memory', reason: 'full', keptAside: null, newToken: true })
    expect(names(disk.folder)).toEqual(['settings.json'])
    expect(readFileSync(file, 'utf8')).toBe('{ "half')
  })
})

describe('the folder and the file', () => {
  it('are their owner’s alone from the start', async () => {
    const dataDir = join(createTemporaryFolder(), 'made', 'for it')
    await startWorkbench({ dataDir })
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  it('are closed to others where they were open, and that is said', async () => {
    const dataDir = createTemporaryFolder()
    const file = join(dataDir, 'settings.json')
    const first = await startWorkbench({ dataDir })
    await first.close()
    chmodSync(file, 0o644)
    const second = await startWorkbench({ dataDir })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await second.call('workbench.snapshot', {})).settings.exposed).toBe('tightened')
    await second.close()
    const third = await startWorkbench({ dataDir })
    expect((await third.call('workbench.snapshot', {})).settings.exposed).toBeNull()
  })

  it('keep what is put aside from others as well', async () => {
    const dataDir = createTemporaryFolder()
    const file = join(dataDir, 'settings.json')
    writeFileSync(file, '{"version":1,"tokens":{"default":{"box":"file","sealed":"s3cret"}', { mode: 0o644 })
    const workbench = await startWorkbench({ dataDir })
    const { settings } = await workbench.call('workbench.snapshot', {})
    expect(statSync(settings.keptAside!).mode & 0o777).toBe(0o600)
  })
})
