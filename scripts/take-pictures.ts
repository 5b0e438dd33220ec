/**
 * `npm run pictures`: takes the README's pictures from the running workbench, so that they show the real screens.
 * Builds it, starts it in a temporary folder, sends it a day of an account's messages over real HTTP, and looks at it
 * with a headless Chromium. Needs a Chromium, and fonts for Chinese and for emoji.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { chromium, expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { decodeAesKey } from '../src-core/wechat/cipher/aes-key.ts'
import { encryptMessage } from '../src-core/wechat/cipher/encrypt.ts'
import { sign } from '../src-core/wechat/signature.ts'
import { ComposePage } from '../tests/e2e/compose-page.ts'
import { ConvertPage } from '../tests/e2e/convert-page.ts'
import { LivePage } from '../tests/e2e/live-page.ts'
import { SendPage } from '../tests/e2e/send-page.ts'
import { SignPage } from '../tests/e2e/sign-page.ts'
import { findTestShells } from '../tests/e2e/test-shells.ts'

interface Picture {
  file: string
  screen: 'live' | 'answer' | 'convert' | 'sign' | 'send' | 'checkUp'
  language: 'zh' | 'en'
  colorScheme: 'light' | 'dark'
}

const PICTURES: Picture[] = [
  { file: 'live.zh.png', screen: 'live', language: 'zh', colorScheme: 'light' },
  { file: 'live.en.png', screen: 'live', language: 'en', colorScheme: 'light' },
  { file: 'live.zh.dark.png', screen: 'live', language: 'zh', colorScheme: 'dark' },
  { file: 'sign.zh.png', screen: 'sign', language: 'zh', colorScheme: 'light' },
  { file: 'sign.en.png', screen: 'sign', language: 'en', colorScheme: 'light' },
  { file: 'convert.zh.png', screen: 'convert', language: 'zh', colorScheme: 'light' },
  { file: 'convert.en.png', screen: 'convert', language: 'en', colorScheme: 'light' },
  { file: 'send.zh.png', screen: 'send', language: 'zh', colorScheme: 'light' },
  { file: 'send.en.png', screen: 'send', language: 'en', colorScheme: 'light' },
  // From here on the account answers by hand.
  { file: 'answer.zh.png', screen: 'answer', language: 'zh', colorScheme: 'light' },
  { file: 'answer.en.png', screen: 'answer', language: 'en', colorScheme: 'light' },
  { file: 'check-up.zh.png', screen: 'checkUp', language: 'zh', colorScheme: 'light' },
  { file: 'check-up.en.png', screen: 'checkUp', language: 'en', colorScheme: 'light' },
]
/** People read the README over slow lines, too. At twice the size the pictures would weigh more than this. */
const MAX_PICTURE_BYTES = 400_000
const SHOWN_TEXT = '周末两个人去，可以预约靠窗的位置吗？🌿'
const SHOWN_DOCUMENT = `<xml>
  <ToUserName><![CDATA[gh_8c2f51d7be03]]></ToUserName>
  <FromUserName><![CDATA[oT3Ux6k9QhWbYc2LrVn0aEzJm4Sd]]></FromUserName>
  <CreateTime>1795230901</CreateTime>
  <MsgType><![CDATA[location]]></MsgType>
  <Location_X>23.134521</Location_X>
  <Location_Y>113.358803</Location_Y>
  <Scale>20</Scale>
  <Label><![CDATA[广州市海珠区 & 滨江东路 🌿]]></Label>
  <!-- from the staging server -->
  <Remark>bare text</Remark>
  <MsgId>24817305528640173</MsgId>
</xml>`
const TOKEN = 'Teahouse2026'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP_ID = 'wx5823bf96d3bd56c7'
const REPLY = '您好，靠窗的位置可以预约，请留下到店时间和手机号。'
const ORIGINAL_ID = 'gh_8c2f51d7be03'
const FOLLOWERS = {
  anna: 'oT3Ux6k9QhWbYc2LrVn0aEzJm4Sd',
  ben: 'oT3Ux6mB7yPqRk1DfGw5tHcXn8Vs',
  chen: 'oT3Ux6eZ4uJsKa9MoLi2bNpQv6Yx',
}

const show: Record<Picture['screen'], (live: LivePage) => Promise<void>> = {
  live: showLive,
  answer: showAnswer,
  convert: (live) => showConvert(new ConvertPage(live)),
  sign: (live) => showSign(new SignPage(live)),
  send: (live) => showSend(new SendPage(live)),
  checkUp: showCheckUp,
}

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'pictures')

const { executablePath, missing } = findTestShells().find(({ name }) => name === 'chromium')!
if (missing) throw new Error(missing)

await run('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn')
const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-pictures-'))
// Chromium's sandbox refuses to run as root, and containers run as root.
const sandboxSwitch = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath, args: sandboxSwitch })
// Takes the usual port if it is free, so that the picture shows the address that the README names.
const server = startServer((await isFree(7788)) ? 7788 : 0)
try {
  const { responder, control } = await untilReady(server)
  await receiveADay(responder)
  mkdirSync(folder, { recursive: true })
  for (const picture of PICTURES) await take(control, picture)
} finally {
  await browser.close()
  await stop(server)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

function startServer(port: number): ChildProcess {
  return spawnNode('src-main/cli.ts', [
    'serve',
    '--json',
    `--data=${dataDir}`,
    `--port=${port}`,
    '--control-port=0',
    `--token=${TOKEN}`,
    `--reply=text:${REPLY}`,
  ])
}

async function untilReady(child: ChildProcess): Promise<{ responder: string; control: string }> {
  const lines = createInterface({ input: child.stdout! })
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    lines.once('close', () => reject(new Error('The workbench ended before it was ready.')))
  })
  return JSON.parse(first) as { responder: string; control: string }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Sends through our own terminal, which signs and writes messages as WeChat does. */
async function receiveADay(url: string): Promise<void> {
  const { anna, ben, chen } = FOLLOWERS
  const send = (from: string, ...message: string[]) => sendAs(from, url, ...message)

  await verify(url, TOKEN.toLowerCase())
  await verify(url, TOKEN)
  await send(anna, '--event', 'subscribe')
  await send(anna, '--event', 'CLICK', '--set', 'EventKey=MENU_OPENING_HOURS')
  await send(ben, '--type', 'image')
  await send(chen, '--event', 'SCAN')
  await send(chen, '--type', 'location')
  await send(ben, '--type', 'voice')
  // A double cannot hold this MsgId, so that there is something to find.
  await send(anna, '--set', `Content=${SHOWN_TEXT}`, '--set', 'MsgId=24817305528640173')
}

function sendAs(from: string, url: string, ...message: string[]): Promise<void> {
  const fromTo = ['--set', `FromUserName=${from}`, '--set', `ToUserName=${ORIGINAL_ID}`]
  return run('src-main/cli.ts', 'send', '--url', url, '--token', TOKEN, ...fromTo, ...message)
}

/** Sends the GET that the console sends when somebody submits a URL. */
async function verify(url: string, token: string): Promise<void> {
  const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: '1514711492' }
  const query = new URLSearchParams({
    signature: sign({ token, ...signed }),
    echostr: '4375120948345356249',
    ...signed,
  })
  await (await fetch(`${url}?${query}`)).text()
}

async function take(address: string, { file, screen, language, colorScheme }: Picture): Promise<void> {
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  await page.goto(address)
  await refuseMissingFonts(page)
  const live = new LivePage(page, language)
  await live.isReady()
  await show[screen](live)

  const path = join(folder, file)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  await context.close()
  const { size } = statSync(path)
  if (size > MAX_PICTURE_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MAX_PICTURE_BYTES}`)
  console.log(`docs/pictures/${file}  ${Math.round(size / 1000)} kB`)
}

async function showLive(live: LivePage): Promise<void> {
  await live.rows.filter({ hasText: SHOWN_TEXT }).click()
  await expect(live.json).toContainText(SHOWN_TEXT)
  await expect(live.verdict).toContainText(live.words.verdict.accepted)
}

/** Shows a message that waits, and the answer that somebody is writing. */
async function showAnswer(live: LivePage): Promise<void> {
  await live.answerByHand()
  const compose = new ComposePage(live)
  // Nobody answers it before the workbench ends.
  sendAs(FOLLOWERS.anna, await live.address(), '--set', `Content=${SHOWN_TEXT}`).catch(() => {})
  await compose.content.fill(REPLY)
  await expect(compose.bytes).toContainText(REPLY)
  await expect(compose.composer).toContainText(live.words.compose.will.accepted)
}

/** Shows an encrypted message, taken apart. */
async function showSign(screen: SignPage): Promise<void> {
  const { account } = screen.words
  await screen.open()
  await screen.choose('open')
  await screen.field(account.aesKey).fill(AES_KEY)
  await screen.field(account.appId).fill(APP_ID)
  await screen.field(screen.words.sign.envelope).fill(createEncrypt())
  await expect(screen.layers).toContainText(APP_ID)
}

function createEncrypt(): string {
  const decoded = decodeAesKey(AES_KEY)
  if (!decoded.ok) throw new Error(decoded.failure.text.en)
  const random16 = Buffer.from('5f3b1c0a9e8d7c6b', 'latin1')
  return encryptMessage({ message: SHOWN_DOCUMENT, key: decoded.key, appId: APP_ID, random16 })
}

/** Shows a document that the simple view cannot hold whole, so that the losses are listed. */
async function showConvert(convert: ConvertPage): Promise<void> {
  await convert.open()
  await convert.paste(convert.xml, SHOWN_DOCUMENT)
  await expect(convert.json).toContainText('24817305528640173')
}

/** Shows what a follower gets in reply to a message. */
async function showSend(screen: SendPage): Promise<void> {
  await screen.open()
  await screen.field('ToUserName').fill(ORIGINAL_ID)
  await screen.field('FromUserName').fill(FOLLOWERS.ben)
  await screen.field('Content').fill(SHOWN_TEXT)
  await screen.sendButton.click()
  await expect(screen.turns).toHaveCount(1)
  await expect(screen.talk).toContainText(REPLY)
}

/** Shows what is wrong with a backend that believes everybody and writes its replies by joining strings. */
async function showCheckUp({ page, words }: LivePage): Promise<void> {
  const backend = createHttpServer(async (request, response) => {
    const message = await text(request)
    const of = (name: string) =>
      new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]></${name}>`, 's').exec(message)?.[1]
    const echostr = new URL(request.url ?? '', 'http://x').searchParams.get('echostr')
    const reply = `<xml><ToUserName>${of('FromUserName')}</ToUserName><FromUserName>${of('ToUserName')}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>您说的是：${of('Content')}</Content></xml>`
    response.end(echostr ?? (of('Content') === undefined ? 'success' : reply))
  }).listen((await isFree(8080)) ? 8080 : 0, '127.0.0.1')
  try {
    await once(backend, 'listening')
    const { port } = backend.address() as AddressInfo
    await page.getByRole('button', { name: words.rail['check-up'], exact: true }).click()
    const screen = page.getByRole('main', { name: words.rail['check-up'] })
    const address = screen.getByRole('textbox', { name: words.target.address })
    await address.fill(`http://127.0.0.1:${port}/wx`)
    await address.press('Enter')
    await expect(screen.getByRole('button', { name: words.checkUp.again })).toBeVisible({ timeout: 60_000 })
    await screen.getByRole('button', { name: words.checkUp.onlyFailed }).click()
    await screen.locator('[data-state=failed]').first().getByRole('button').first().click()
  } finally {
    backend.close()
    backend.closeAllConnections()
  }
}

/**
 * Missing fonts would draw boxes, and nobody would notice until somebody looks. Two different characters without glyphs
 * look alike.
 */
async function refuseMissingFonts(page: Page): Promise<void> {
  for (const pair of ['公众', '🌿🎉']) {
    // The code is a string, because this folder has Node's types, which do not know the document.
    const isAlike = await page.evaluate<boolean>(`
      const [first, second] = [...'${pair}'].map((letter) => {
        const canvas = document.createElement('canvas')
        canvas.getContext('2d').fillText(letter, 10, 20)
        return canvas.toDataURL()
      })
      first === second
    `)
    if (isAlike) throw new Error(`Chromium has no font for ${pair}.`)
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}

function spawnNode(file: string, args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Nobody reads its output: the picture shows what it did. */
async function run(file: string, ...args: string[]): Promise<void> {
  const child = spawnNode(file, args)
  child.stdout?.resume()
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${file} ${args[0]} ended with ${code}`)
}
