/**
 * Runs every program that the workbench writes, with the interpreters and compilers of this computer: each handler has to
 * pass a verification, take a plain and an encrypted push and refuse wrong signatures; each request has to arrive to the
 * byte. On Debian: `apt-get install php-cli golang-go default-jdk-headless python3-cryptography curl openssl`.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeLanguages } from '../../src-core/contract/signing.ts'
import type { CodeLanguage } from '../../src-core/contract/signing.ts'
import { createPushRequest } from '../../src-core/delivery/push-request.ts'
import { createVerificationRequest } from '../../src-core/delivery/verification-request.ts'
import type { HttpRequest } from '../../src-core/ports/http.ts'
import { CODE_WRITERS } from '../../src-core/sharing/code/code-writers.ts'
import { copyMade } from '../../src-core/sharing/copied-request.ts'
import { writeCurlWithToken } from '../../src-core/sharing/copy/curl-with-token.ts'

const TOKEN = 'SnippetToken01'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP_ID = 'wx5823bf96d3bd56c7'
const MESSAGE = `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>
<FromUserName><![CDATA[oMpscopeSampleUser0000000001]]></FromUserName>
<CreateTime>1714036504</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[你好 "$HOME" \\n 😀 'x' \`y\`]]></Content>
<MsgId>24012345678901234</MsgId></xml>`
const RUN: Record<CodeLanguage, (file: string, port: number) => [string, ...string[]]> = {
  node: (file) => [process.execPath, file],
  python: (file) => ['python3', file],
  php: (file, port) => (port === 0 ? ['php', file] : ['php', '-S', `127.0.0.1:${port}`, file]),
  java: (file) => ['java', file],
  go: (file) => ['go', 'run', file],
}
const folder = mkdtempSync(join(tmpdir(), 'mpscope-snippets-'))
let faults = 0

function check(name: string, isRight: boolean, seen: unknown = ''): void {
  if (!isRight) faults++
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${name}${isRight ? '' : ` ${String(seen)}`}\n`)
}

interface Started {
  child: ChildProcess
  output(): string
  ended: Promise<number | null>
}

function start([program, ...options]: [string, ...string[]], env: Record<string, string> = {}): Started {
  let output = ''
  // Of its own group: `go run` and `php -S` have children.
  const child = spawn(program, options, {
    cwd: folder,
    env: { ...process.env, http_proxy: '', HTTP_PROXY: '', ...env },
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)))
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      output += error.message
      resolve(null)
    })
    child.on('exit', (code) => resolve(code))
  })
  return { child, output: () => output, ended }
}

function stop({ child }: Started): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

async function send({ method, url, headers, body }: HttpRequest): Promise<{ status: number; text: string }> {
  const kept = headers.filter(([name]) => !/^(?:host|content-length|connection)$/i.test(name))
  const answer = await fetch(url, {
    method,
    headers: kept,
    ...(method === 'POST' && { body: Buffer.from(body) }),
  })
  return { status: answer.status, text: await answer.text() }
}

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const signed = { token: TOKEN, timestamp: '1714036504', nonce: '1514711492' }

async function tryHandler(code: CodeLanguage): Promise<void> {
  const writer = CODE_WRITERS[code]
  const port = await findPort()
  const file = join(folder, writer.run.handler.file)
  writeFileSync(file, writer.writeHandler('zh'))
  const env = { WECHAT_TOKEN: TOKEN, WECHAT_AES_KEY: AES_KEY, WECHAT_APP_ID: APP_ID, PORT: String(port) }
  const handler = start(RUN[code](file, port), env)
  try {
    const url = `http://127.0.0.1:${port}/wx`
    const isUp = await waitUntil(async () => (await fetch(url).catch(() => null)) !== null)
    if (!isUp) return check(`${code} handler starts`, false, handler.output())
    const say = (name: string) => `${code} handler ${name}`
    const verification = createVerificationRequest(url, { ...signed, echostr: '4375120948345356249' })
    const verified = await send(verification)
    check(
      say('passes a verification'),
      verified.status === 200 && verified.text === '4375120948345356249',
      JSON.stringify(verified),
    )
    const push = {
      url,
      ...signed,
      openId: 'oMpscopeSampleUser0000000001',
      message: MESSAGE,
      deadlineMs: 5000,
    }
    const seal = {
      mode: 'safe',
      key: Buffer.from(`${AES_KEY}=`, 'base64'),
      appId: APP_ID,
      originalId: 'gh_0123456789ab',
      random16: Buffer.from('0123456789abcdef'),
    } as const
    const seen = () => handler.output().split('24012345678901234').length - 1
    for (const [index, [name, request]] of (
      [
        ['takes a plain push', createPushRequest(push)],
        ['takes an encrypted push', createPushRequest({ ...push, seal })],
        [
          'takes one in compatible mode',
          createPushRequest({ ...push, seal: { ...seal, mode: 'compatible' } }),
        ],
      ] as const
    ).entries()) {
      const { status, text } = await send(request)
      await waitUntil(async () => seen() > index)
      check(
        say(name),
        status === 200 && text === 'success' && seen() === index + 1,
        `${status} ${text} ${handler.output()}`,
      )
    }
    check(say('reads every character'), handler.output().includes('你好'), handler.output())
    const wrong: [string, HttpRequest][] = [
      ['a wrong signature', createPushRequest({ ...push, token: 'another' })],
      [
        'a verification of another token',
        createVerificationRequest(url, { ...signed, token: 'another', echostr: '1' }),
      ],
      ['no signature', { ...createPushRequest(push), url }],
      ['a wrong msg_signature', forge(createPushRequest({ ...push, seal }))],
      ['another AppID', createPushRequest({ ...push, seal: { ...seal, appId: 'wx0000000000000000' } })],
    ]
    for (const [name, request] of wrong) {
      const { status, text } = await send(request)
      check(say(`refuses ${name}`), status === 401 && !text.includes('success'), `${status} ${text}`)
    }
    check(say('told nobody of them'), seen() === 3, handler.output())
  } finally {
    stop(handler)
  }
}

function forge(request: HttpRequest): HttpRequest {
  return { ...request, url: request.url.replace(/(msg_signature=)./, (_all, name) => `${name}x`) }
}

async function waitUntil(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isSo()) return true
    await delay(100)
  }
  return false
}

interface Arrived {
  method: string
  target: string
  headers: string[]
  body: Buffer
}

const arrived: Arrived[] = []
const responder = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const { method = '', url = '', rawHeaders } = request
    arrived.push({ method, target: url, headers: rawHeaders, body: Buffer.concat(pieces) })
    response.end('success')
  })
})
await new Promise<void>((resolve) => responder.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(responder.address() as AddressInfo).port}`

const ODD = '<a>\r\n\t"quotes" \'single\' \\ $HOME {$x} ${y} %s `z`\u2028 \u0007 \u007f 汉😀</a>\n\n'
const headers: [string, string][] = [
  ['User-Agent', 'Mozilla/4.0'],
  ['Accept', '*/*'],
  ['Content-Type', 'text/xml'],
  ['Pragma', 'no-cache'],
  ['X-Odd', 'a "b" \\ $c \'d\''],
]
const query = '/wx?signature=abc&echostr=%E4%BD%A0+%20&a=1%2B1&b='
const requests: [name: string, request: HttpRequest][] = [
  ['a push', made('POST', query, Buffer.from(MESSAGE))],
  ['an odd text', made('POST', query, Buffer.from(ODD))],
  ['bytes that are no text', made('POST', '/', Buffer.from([0, 255, 13, 10, 128, 7]))],
  ['a long text', made('POST', '/', Buffer.from(`${'汉😀'.repeat(30_000)}\n`))],
  ['a verification', made('GET', query, Buffer.alloc(0))],
]

function made(method: string, target: string, body: Uint8Array): HttpRequest {
  const kept = body.length === 0 ? headers.filter(([name]) => name !== 'Content-Type') : headers
  return { method, url: origin + target, headers: kept, body, deadlineMs: 5000 }
}

async function tryRequest(code: CodeLanguage): Promise<void> {
  const writer = CODE_WRITERS[code]
  for (const [name, request] of requests) {
    const file = join(folder, writer.run.request.file)
    writeFileSync(file, writer.writeRequest(copyMade(request), 'en'))
    const before = arrived.length
    const program = start(RUN[code](file, 0))
    await program.ended
    const came = arrived[before]
    const lacking = request.headers.filter(([header, value]) => {
      const at =
        came?.headers.findIndex(
          (one, index) => index % 2 === 0 && one.toLowerCase() === header.toLowerCase(),
        ) ?? -1
      return came?.headers[at + 1] !== value
    })
    const isRight =
      came !== undefined &&
      came.method === request.method &&
      origin + came.target === request.url &&
      came.body.equals(Buffer.from(request.body)) &&
      lacking.length === 0 &&
      program.output().includes('success')
    check(
      `${code} request sends ${name} to the byte`,
      isRight,
      `${came?.target} ${String(lacking)} ${program.output().slice(0, 600)}`,
    )
    stop(program)
  }
}

/** The script that signs by itself is run against a handler. */
async function tryScript(): Promise<void> {
  const port = await findPort()
  const file = join(folder, 'taker.mjs')
  writeFileSync(file, CODE_WRITERS.node.writeHandler('en'))
  const env = { WECHAT_TOKEN: TOKEN, WECHAT_AES_KEY: AES_KEY, WECHAT_APP_ID: APP_ID, PORT: String(port) }
  const handler = start(RUN.node(file, port), env)
  try {
    const url = `http://127.0.0.1:${port}/wx`
    await waitUntil(async () => (await fetch(url).catch(() => null)) !== null)
    for (const isEncrypted of [false, true]) {
      const request = copyMade({ ...made('POST', '/wx?own=1', Buffer.from(MESSAGE)), url: `${url}?own=1` })
      const script = writeCurlWithToken({
        request,
        openId: 'oMpscopeSampleUser0000000001',
        originalId: 'gh_0123456789ab',
        message: MESSAGE,
        isEncrypted,
      })
      writeFileSync(join(folder, 'anew.sh'), script)
      for (const shell of ['sh', 'bash']) {
        const before = handler.output().length
        const program = start([shell, 'anew.sh'], env)
        await program.ended
        await waitUntil(async () => handler.output().length > before)
        const seen = handler.output().slice(before)
        check(
          `${shell} signs ${isEncrypted ? 'and encrypts ' : ''}anew`,
          program.output().endsWith('success') && seen.trim() === MESSAGE,
          program.output() + seen,
        )
      }
    }
  } finally {
    stop(handler)
  }
}

const chosen = process.argv.slice(2)
for (const code of codeLanguages) {
  if (chosen.length > 0 && !chosen.includes(code)) continue
  await tryHandler(code)
  await tryRequest(code)
}
if (chosen.length === 0 || chosen.includes('shell')) await tryScript()
responder.close()
rmSync(folder, { recursive: true })
process.stdout.write(faults === 0 ? 'All programs run.\n' : `${faults} failed.\n`)
process.exitCode = faults === 0 ? 0 : 1
