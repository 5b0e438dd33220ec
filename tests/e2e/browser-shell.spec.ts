import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, expect, test } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { en } from '../../src-renderer/i18n/en.ts'
import { get, startControl, TOKEN } from '../node/running-control.ts'
import type { RunningControl } from '../node/running-control.ts'
import { CHROMIUM_SWITCHES } from './shells.ts'
import { findWholeChromium } from './test-shells.ts'

/*
 * Behaviour that only the browser has: what it keeps of an address, what its tabs know of each other, and what it lets
 * other pages ask for. A window has none of this.
 */

const root = join(import.meta.dirname, '..', '..')
const { executablePath, missing } = findWholeChromium()
test.skip(missing !== null, missing ?? '')

test.describe('a link of the terminal', () => {
  let control: RunningControl
  let profile: string
  let context: BrowserContext

  const openProfile = () =>
    chromium.launchPersistentContext(profile, { executablePath, args: CHROMIUM_SWITCHES, locale: 'en-US' })
  const isOpen = (page: Page) => expect(page.getByRole('button', { name: en.strip.send })).toBeVisible()
  const isRefused = (page: Page) =>
    expect(page.getByRole('heading', { name: en.refused.title })).toBeVisible()

  test.beforeEach(async () => {
    control = await startControl({ rendererDir: join(root, 'out/renderer') })
    profile = mkdtempSync(join(tmpdir(), 'mpscope-profile-'))
    context = await openProfile()
  })

  test.afterEach(async () => {
    await context.close()
    await control.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Returns the files of the profile that contain the text, as UTF-8 or as UTF-16. */
  function filesWith(text: string): string[] {
    return readdirSync(profile, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => {
        const content = readFileSync(file)
        return content.includes(text) || content.includes(Buffer.from(text, 'utf16le'))
      })
  }

  test('opens the page, which can be reloaded and opened again, and leaves the token of the run nowhere', async () => {
    const link = control.createLink()
    const home = `http://127.0.0.1:${control.port}/`
    const page = await context.newPage()
    await page.goto(link)
    await isOpen(page)
    expect(page.url()).toBe(home)
    await page.reload()
    await isOpen(page)

    const second = await context.newPage()
    await second.goto(home)
    await isOpen(second)
    // A second click in the terminal opens another tab.
    const third = await context.newPage()
    await third.goto(link)
    await isOpen(third)
    await second.reload()
    await isOpen(second)

    await context.close()
    // Shows that the search finds a text that is there.
    expect(filesWith(link.split('=')[1]!)).not.toEqual([])
    expect(filesWith(TOKEN)).toEqual([])

    // Nobody is there to lend a key, and the link has been used.
    context = await openProfile()
    const later = await context.newPage()
    await later.goto(link)
    await isRefused(later)
    await later.goto(home)
    await isRefused(later)
    await expect(later.getByText(en.refused.todo)).toBeVisible()
    // The new link replaces the present address and changes nothing but the fragment.
    await later.goto(control.createLink())
    await isOpen(later)
    expect(control.reported).toEqual([])

    const strip = later.getByRole('button', { name: en.strip.send })
    const place = await strip.boundingBox()
    await control.close()
    await expect(later.getByText(en.app.lost)).toBeVisible()
    expect(await strip.boundingBox()).toEqual(place)
    // Shows the address as one that cannot be reached.
    await expect(later.locator('html[data-away]')).toHaveCount(1)
  })

  test('with the token of the run leaves a key in the tab and not the token; with the name localhost leads to the one origin', async () => {
    const page = await context.newPage()
    await page.goto(control.url)
    await isOpen(page)
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
    )
    expect(stored).toMatch(/key/)
    expect(stored).not.toContain(TOKEN)

    // Whatever else the tabs hold, they hold it under one origin.
    const other = await context.newPage()
    await other.goto(control.createLink().replace('127.0.0.1', 'localhost'))
    await isOpen(other)
    expect(other.url()).toBe(`http://127.0.0.1:${control.port}/`)
  })
})

test.describe('a page elsewhere', () => {
  let browser: Browser
  let elsewhere: Server
  let elsewherePort: number

  test.beforeAll(async () => {
    const args = [...CHROMIUM_SWITCHES, '--host-resolver-rules=MAP evil.test 127.0.0.1']
    browser = await chromium.launch({ executablePath, args })
    elsewhere = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>elsewhere</title>')
    })
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening')
    elsewherePort = (elsewhere.address() as AddressInfo).port
  })

  test.afterAll(async () => {
    await browser.close()
    elsewhere.close()
  })

  /** Starts the workbench in its own process, which may have few files open. */
  async function serve() {
    const command = 'ulimit -n 200; exec "$0" "$@"'
    const cli = [
      join(root, 'out/main/cli.js'),
      'serve',
      '--json',
      '--ephemeral',
      '--port',
      '0',
      '--control-port',
      '0',
    ]
    const child = spawn('sh', ['-c', command, process.execPath, ...cli], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { control, responder } = JSON.parse(line) as { control: string; responder: string }
    return { child, responder, control: new URL(control) }
  }

  test('does not end the workbench by asking for its files', async () => {
    test.skip(process.platform === 'win32', 'Windows has no ulimit')
    const { child, control, responder } = await serve()
    const script = readdirSync(join(root, 'out/renderer/assets')).find((name) => name.endsWith('.js'))
    const page = await browser.newPage()
    await page.goto(`http://evil.test:${elsewherePort}/`)
    const arrived = await page.evaluate(async (file) => {
      const load = (tag: 'img' | 'script', i: number) =>
        new Promise<boolean>((resolve) => {
          const element = document.createElement(tag)
          element.onload = () => resolve(true)
          element.onerror = () => resolve(false)
          element.src = `${file}?${tag}${i}`
          document.body.append(element)
        })
      const ask = (i: number) =>
        fetch(`${file}?fetch${i}`).then(
          () => true,
          () => false,
        )
      let count = 0
      // One after the other: requests made at once are cancelled before they are answered.
      for (let i = 0; i < 50; i += 1) {
        for (const asking of [load('img', i), load('script', i), ask(i)]) count += Number(await asking)
      }
      for (let i = 50; i < 350; i += 1) count += Number(await load('img', i))
      return count
    }, `${control.origin}/assets/${script}`)
    expect(arrived).toBe(0)
    expect((await fetch(control.origin)).status).toBe(200)
    expect((await fetch(responder)).status).toBe(401)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    await page.close()
  })

  test('under a name that was made ours (DNS rebinding), or with the token, gets nothing', async () => {
    const control = await startControl()
    const page = await browser.newPage()
    const answer = await page.goto(`http://evil.test:${control.port}/`)
    expect([answer?.status(), await answer?.text()]).toEqual([403, 'Forbidden\n'])

    for (const host of ['evil.test', 'localhost', '127.0.0.1']) {
      await page.goto(`http://${host}:${elsewherePort}/`)
      const outcomes = await page.evaluate(
        async ([port, token]) => {
          const connect = (name: string) =>
            new Promise<string>((resolve) => {
              const socket = new WebSocket(`ws://${name}:${port}/rpc`, ['mpscope', `token.${token}`])
              socket.onopen = () => resolve('opened')
              socket.onerror = () => resolve('refused')
            })
          const read = (options: RequestInit) =>
            fetch(`http://127.0.0.1:${port}/`, options).then(
              ({ type, status }) => `${type} ${status}`,
              () => 'refused',
            )
          return [
            await connect('127.0.0.1'),
            await connect('localhost'),
            await read({}),
            await read({ method: 'POST', body: 'x' }),
            await read({ headers: { Range: 'bytes=5-2' } }),
          ]
        },
        [String(control.port), TOKEN],
      )
      expect(outcomes).toEqual(Array(5).fill('refused'))
    }
    expect((await get(control.port, '/')).status).toBe(200)
    expect(control.reported).toEqual([])
    await control.close()
    await page.close()
  })
})
