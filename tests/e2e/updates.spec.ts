import { startReleaseServer } from '../node/updates/release-server.ts'
import type { ReleaseServer } from '../node/updates/release-server.ts'
import { expect, test as base } from './fixtures.ts'
import { SettingsPage } from './settings-page.ts'

const test = base.extend<{ server: ReleaseServer }>({
  server: async ({ shell }, use) => {
    test.skip(shell === 'electron', 'a window finds out by itself where it was released')
    const server = await startReleaseServer()
    await use(server)
    await server.close()
  },
})

/** The part about new versions, as a person finds it. */
class UpdatesPart {
  readonly settings
  readonly words
  readonly part
  readonly daily
  readonly now
  /** On the way to the settings. */
  readonly mark

  constructor(settings: SettingsPage) {
    this.settings = settings
    this.words = settings.words.settings.updates
    this.part = settings.part('askForUpdates')
    this.daily = this.part.getByRole('switch', { name: this.words.daily })
    this.now = this.part.getByRole('button', { name: this.words.now, exact: true })
    this.mark = settings.rail.getByText(/\d+\.\d+\.\d+/)
  }

  line(version: string) {
    return this.part.getByRole('button', { name: this.words.found.replace('{version}', version) })
  }
}

test('nothing is asked before somebody says so; then a newer version is a mark and a line', async ({
  start,
  server,
}) => {
  const { live } = await start({ updateSource: server.source })
  const settings = new SettingsPage(live)
  const updates = new UpdatesPart(settings)
  await settings.open('about')
  await expect(updates.daily).not.toBeChecked()
  await expect(updates.part).toContainText(server.source.address)
  expect(server.asked).toEqual([])

  await updates.daily.click()
  await expect(updates.mark).toHaveText(updates.words.found.replace('{version}', '1.2.0'))
  await updates.line('1.2.0').click()
  const changes = updates.part.getByRole('region')
  await expect(changes).toHaveText('- 修复')
  await updates.part.getByRole('button', { name: updates.words.page }).click()
  const page = `${server.source.page}/tag/v1.2.0`
  const open = settings.page.getByRole('link', { name: settings.words.parts.link.open })
  await expect(open).toHaveAttribute('href', page)
  await settings.page.keyboard.press('Escape')

  await updates.part.getByRole('button', { name: updates.words.putAside }).click()
  await expect(updates.mark).toHaveCount(0)
  await settings.page.reload()
  await settings.open('about')
  await expect(updates.line('1.2.0')).toContainText(updates.words.isPutAside)
  await expect(updates.daily).toBeChecked()
  await expect(updates.mark).toHaveCount(0)
  expect(server.asked).toHaveLength(1)
  await updates.line('1.2.0').click()
  await updates.part.getByRole('button', { name: updates.words.takeUp }).click()
  await expect(updates.mark).toHaveCount(1)
  await updates.part.getByRole('button', { name: updates.words.putAside }).click()
  await expect(updates.mark).toHaveCount(0)

  server.publish({ version: '1.3.0' })
  await updates.now.click()
  await expect(updates.line('1.3.0')).toBeVisible()
  await expect(updates.mark).toHaveText(updates.words.found.replace('{version}', '1.3.0'))
})

test('the button needs no switch, and says what it found or why it found nothing', async ({
  start,
  server,
}) => {
  const { live } = await start({ updateSource: server.source, locale: 'en-US' })
  const settings = new SettingsPage(live)
  const updates = new UpdatesPart(settings)
  await settings.open('about')
  server.publish({ version: '0.0.0-test' })
  await updates.now.click()
  await expect(updates.part.getByRole('status')).toHaveText('0.0.0-test is the newest version.')
  await expect(updates.daily).not.toBeChecked()

  server.publish({ page: 'https://other.example/' })
  await updates.now.click()
  await expect(updates.part.getByRole('alert')).toContainText('not a release below')
  await updates.part.getByRole('button', { name: updates.words.allPages }).click()
  await expect(settings.page.getByText(server.source.page, { exact: true })).toBeVisible()
})

test('what has changed is text, whatever it is', async ({ start, server }) => {
  const { live } = await start({ updateSource: server.source, locale: 'en-US' })
  const settings = new SettingsPage(live)
  const updates = new UpdatesPart(settings)
  await settings.open('about')
  const en = '<img src=x onerror=alert(1)>\n[here](javascript:alert(1))'
  server.publish({ changes: { zh: '', en } })
  await updates.now.click()
  await updates.line('1.2.0').click()
  const changes = updates.part.getByRole('region')
  await expect(changes).toContainText('<img src=x onerror=alert(1)>')
  await expect(changes.locator('*')).toHaveCount(0)
})

test('from the repository, it says how that is updated, and offers nothing else', async ({ live }) => {
  const settings = new SettingsPage(live)
  const updates = new UpdatesPart(settings)
  await settings.open('about')
  await expect(updates.part).toContainText('git pull')
  await expect(updates.part.getByRole('switch')).toHaveCount(0)
  await expect(updates.part.getByRole('button')).toHaveCount(0)
})
