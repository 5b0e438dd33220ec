import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { prepareAccount } from './prepared-account.ts'
import { SettingsPage } from './settings-page.ts'

const styleOf = (page: Page, property: 'fontSize' | 'color' | 'backgroundColor') =>
  page.evaluate((name) => getComputedStyle(document.body)[name], property)

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Returns a day as a date field takes it, on the page's own calendar. */
const dayOf = (page: Page, daysAhead: number) =>
  page.evaluate((ahead) => {
    const day = new Date()
    day.setDate(day.getDate() + ahead)
    return day.toLocaleDateString('sv')
  }, daysAhead)

test('the search finds settings in both languages and by initials', async ({ live }) => {
  const settings = new SettingsPage(live)
  await settings.open()
  const { rows, sections, none } = settings.words.settings
  const headings = settings.screen.getByRole('heading', { level: 3 })

  await settings.search.fill('端口')
  await expect(headings).toHaveText([sections.network])
  await expect(settings.field('responderPort')).toBeVisible()
  await expect(settings.field('controlPort')).toBeVisible()

  await settings.search.fill('notifications')
  await expect(settings.screen.getByRole('switch')).toHaveAccessibleName(rows.waitingNotification.name)
  await settings.search.fill('tsy')
  await expect(settings.screen.getByRole('switch')).toHaveAccessibleName(rows.waitingSound.name)

  await settings.search.fill('没有的东西')
  await expect(settings.screen.getByText(none.replace('{query}', '没有的东西'))).toBeVisible()
  await settings.search.press('Escape')
  await expect(headings).toHaveText([sections.appearance])
})

test('high contrast is black on white, or white on black as the system is', async ({ live }) => {
  const { page } = live
  const settings = new SettingsPage(live)
  await settings.open('appearance')
  await page.emulateMedia({ colorScheme: 'light' })
  await settings.select('theme', settings.words.settings.options.theme.contrast)
  await expect.poll(() => styleOf(page, 'color')).toBe('rgb(0, 0, 0)')
  expect(await styleOf(page, 'backgroundColor')).toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await styleOf(page, 'color')).toBe('rgb(255, 255, 255)')
  expect(await styleOf(page, 'backgroundColor')).toBe('rgb(0, 0, 0)')

  await settings.select('theme', settings.words.settings.options.theme.system)
  await expect.poll(() => styleOf(page, 'color')).not.toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
  expect(await styleOf(page, 'color')).toBe('rgb(0, 0, 0)')
})

test('the size of text is that of the whole page, and is there after a reload', async ({ live, dataDir }) => {
  const { page } = live
  const settings = new SettingsPage(live)
  await settings.open('appearance')
  await settings.select('textSize', '16')
  await expect.poll(() => styleOf(page, 'fontSize')).toBe('16px')
  const rail = page.getByRole('button', { name: settings.words.rail.settings, exact: true })
  await expect(rail).toHaveCSS('font-size', '14px')

  await page.reload()
  await live.isReady()
  await expect.poll(() => styleOf(page, 'fontSize')).toBe('16px')
  await settings.open('appearance')
  await settings.undo('textSize').click()
  await expect.poll(() => styleOf(page, 'fontSize')).toBe('13px')
  await expect(settings.undo('textSize')).toHaveCount(0)
  await expect(settings.option('textSize', '13')).toBeFocused()

  // A choice that could not be saved is not shown as if it held.
  rmSync(dataDir, { recursive: true })
  writeFileSync(dataDir, 'a file in the place of the folder')
  await settings.screen
    .getByRole('group', { name: settings.name('textSize') })
    .getByText('16')
    .click()
  await expect(settings.screen.getByRole('alert')).toBeVisible()
  await expect(settings.option('textSize', '13')).toBeChecked()
})

test('a port is used from the next start on', async ({ start }) => {
  const port = await findFreePort()
  const first = await start()
  const settings = new SettingsPage(first.live)
  const { portNext, wrong } = settings.words.settings
  const now = new URL(await first.live.address()).port
  await settings.open('network')

  await settings.fill('responderPort', '99999')
  const fault = wrong.replace('{min}', '0').replace('{max}', '65535')
  await expect(settings.screen.getByRole('alert')).toHaveText(fault)
  await settings.field('responderPort').press('Escape')
  await expect(settings.screen.getByRole('alert')).toHaveCount(0)
  await expect(settings.field('responderPort')).toHaveValue('7788')

  await settings.fill('responderPort', String(port))
  await settings.fill('controlPort', '0')
  await expect(settings.undo('controlPort')).toBeVisible()
  const told = portNext.replace('{port}', now).replace('{next}', String(port))
  await expect(settings.screen.getByText(told)).toBeVisible()
  await first.close()

  const { live } = await start({ preferredPorts: true })
  expect(new URL(await live.address()).port).toBe(String(port))
})

test('history is cleared before a day, and says how much first', async ({ start, dataDir }) => {
  prepareAccount(dataDir, {})
  const { live } = await start()
  await live.sendTestMessage('文本消息')
  await live.sendTestMessage('图片消息')
  const settings = new SettingsPage(live)
  await settings.open('data')
  const { data } = settings.words.settings
  const form = settings.part('historyClear')
  const day = form.getByLabel(data.before)

  await day.fill(await dayOf(live.page, 0))
  await settings.button(data.clear).click()
  await expect(form.getByRole('status')).toHaveText(data.nothing)

  await day.fill(await dayOf(live.page, 1))
  await form.getByLabel(data.account).click()
  await live.page.getByRole('option', { name: '测试号', exact: true }).click()
  await settings.button(data.clear).click()
  await expect(form.getByText('2 条收发记录')).toContainText('「测试号」')
  await expect(settings.button(data.cancel)).toBeFocused()
  await settings.button(data.sure.replace('{count}', '2')).click()
  await expect(form.getByRole('status')).toHaveText(data.cleared.replace('{count}', '2'))
  await live.page.getByRole('button', { name: settings.words.rail.live, exact: true }).first().click()
  await expect(live.rows).toHaveCount(0)
})

test('findings that were muted are restored, one or all', async ({ start, dataDir }) => {
  prepareAccount(dataDir, {})
  const file = join(dataDir, 'settings.json')
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { preferences: object }
  const mutedCodes = ['xml.stray-text', 'xml.untidy-start', 'gone.with-its-version']
  writeFileSync(file, JSON.stringify({ ...stored, preferences: { ...stored.preferences, mutedCodes } }))
  const { live } = await start()
  const settings = new SettingsPage(live)
  await settings.open('diagnosis')
  const { muted } = settings.words.settings
  const codes = settings.part('mutedCodes').getByRole('listitem')
  await expect(codes).toHaveText([
    /元素间有多余文字.*xml\.stray-text/,
    /XML 开头不整齐/,
    /gone\.with-its-version/,
  ])
  await settings.button(muted.restoreOne.replace('{name}', '元素间有多余文字')).click()
  await expect(codes).toHaveCount(2)
  await settings.button(muted.restoreAll).click()
  await expect(settings.part('mutedCodes').getByText(muted.none)).toBeVisible()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ preferences: { mutedCodes: [] } })
})

test('everything can be set by keyboard alone', async ({ live }) => {
  const { page } = live
  const settings = new SettingsPage(live)
  await page.keyboard.press('Control+,')
  await expect(settings.search).toBeFocused()
  await settings.search.fill('字号')
  await page.keyboard.press('Enter')
  await expect(settings.option('textSize', '13')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => styleOf(page, 'fontSize')).toBe('14px')
  await page.keyboard.press('Tab')
  await expect(settings.undo('textSize')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(settings.option('textSize', '13')).toBeFocused()
  await expect.poll(() => styleOf(page, 'fontSize')).toBe('13px')
})

test('the versions are copied, without a path', async ({ live, dataDir }) => {
  const settings = new SettingsPage(live)
  await settings.open('about')
  await settings.part('versions').getByRole('button').click()
  await expect(settings.part('versions').getByText(settings.words.copy.copied)).toBeAttached()
  const copied = await live.page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^mpscope: \d/)
  expect(copied).toContain('Node.js: ')
  expect(copied).not.toContain(dataDir)

  await settings.choose(settings.words.settings.sections.data)
  await expect(settings.part('dataFolder')).toContainText(dataDir)
})

test('the browser is asked for notifications where they are switched on, and its refusal is told', async ({
  start,
}) => {
  const { live } = await start({ ownProfile: true })
  const { page, words } = live
  await page.addInitScript(() => {
    const Notification = {
      permission: 'default',
      asked: 0,
      requestPermission() {
        this.asked += 1
        return Promise.resolve('denied')
      },
    }
    Object.assign(globalThis, { Notification })
  })
  const asked = () =>
    page.evaluate(() => (globalThis as unknown as { Notification: { asked: number } }).Notification.asked)
  await page.reload()
  const settings = new SettingsPage(live)
  await settings.open('receiving')
  await expect(settings.button(words.settings.allowNotifications)).toBeVisible()
  const wanted = settings.screen.getByRole('switch', { name: settings.name('waitingNotification') })
  await wanted.click()
  await expect(wanted).not.toBeChecked()
  expect(await asked()).toBe(0)
  await wanted.click()
  await expect(settings.screen.getByText(words.waiting.notifyDenied)).toBeVisible()
  expect(await asked()).toBe(1)
  await expect(settings.button(words.settings.allowNotifications)).toHaveCount(0)
})

test('a change in another window appears', async ({ live, shell }) => {
  test.skip(shell === 'electron', 'it has one window')
  const settings = new SettingsPage(live)
  await settings.open('receiving')
  const other = await live.page.context().newPage()
  await other.goto(live.page.url())
  await other.getByRole('button', { name: settings.words.rail.settings, exact: true }).click()
  const there = new SettingsPage({ page: other, words: live.words } as typeof live)
  await there.choose(settings.words.settings.sections.receiving)
  await there.fill('answerWithinMs', '3.25')
  await expect(settings.field('answerWithinMs')).toHaveValue('3.25')
  const sound = { name: settings.name('waitingSound') }
  await there.screen.getByRole('switch', sound).click()
  await expect(settings.screen.getByRole('switch', sound)).toBeChecked()
})

test('the keys of actions are changed here', async ({ live }) => {
  const { page, words } = live
  const settings = new SettingsPage(live)
  await settings.open('keys')
  await settings.button(words.actions.record.replace('{action}', '去「转换」')).click()
  await page.keyboard.press('Alt+9')
  await page.getByRole('button', { name: words.rail.live, exact: true }).first().click()
  await page.keyboard.press('Alt+9')
  await expect(page.getByRole('main', { name: words.rail.convert })).toBeVisible()
})

test('what is kept is bounded, for one account apart, and a switch makes commits wait for the disk', async ({
  start,
  dataDir,
}) => {
  prepareAccount(dataDir, {})
  const { live } = await start()
  await live.sendTestMessage('文本消息')
  const settings = new SettingsPage(live)
  await settings.open('data')
  const { bounds, data, rows } = settings.words.settings
  const own = settings.part('accountBounds')
  await own.getByRole('switch', { name: bounds.own.replace('{name}', '测试号') }).click()
  const days = own.getByLabel(bounds.days.replace('{name}', '测试号'))
  await days.fill('-3')
  await days.press('Enter')
  await expect(own.getByRole('alert')).toContainText('3650')
  await days.fill('30')
  await days.press('Enter')
  await expect(own.getByRole('alert')).toHaveCount(0)
  const file = join(dataDir, 'settings.json')
  await expect
    .poll(() => JSON.parse(readFileSync(file, 'utf8')).accounts[0].keep)
    .toEqual({ days: 30, rows: 0 })

  await expect(settings.screen.getByText(data.isDurable)).toHaveCount(0)
  await settings.screen.getByRole('switch', { name: rows.durable.name }).click()
  await expect(settings.screen.getByText(data.isDurable)).toBeVisible()
})
