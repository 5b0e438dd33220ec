import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'
import { isRunning } from '../../../src-main/node/processes.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { createPrograms, isState, replay, statusWhen } from './fake-programs.ts'
import type { FakeScripts } from './fake-programs.ts'

const LISTENING = ' INFO bore_cli::client: listening at bore.pub:45871'

async function startTunnel(scripts: FakeScripts, program: TunnelProgram = 'bore') {
  const scratch = createTemporaryFolder()
  const workbench = await startWorkbench({ programs: createPrograms(scripts, { TMPDIR: scratch }) })
  const { id } = await workbench.account()
  await workbench.call('tunnel.start', { account: id, program })
  return {
    ...workbench,
    /** Returns the numbers that the program wrote down. */
    pids: () => readFileSync(join(scratch, 'pids'), 'utf8').split(' ').map(Number),
  }
}

it('says that a program ends at once, with its code and its last line, and takes the responder no further', async () => {
  const workbench = await startTunnel({
    bore: `say('starting'); console.error('Error: could not connect to bore.pub:7835'); process.exitCode = 7`,
  })
  const { failure, publicUrl } = await statusWhen(workbench, isState('failed', 'up'))
  expect(failure).toMatchObject({ code: 'exited', line: 'Error: could not connect to bore.pub:7835' })
  expect(failure!.text).toEqual({
    zh: 'bore 还没给出公网地址就退出了（退出码 7）。',
    en: 'bore ended before it named a public address (exit code 7).',
  })
  expect(publicUrl).toBeNull()
  expect(workbench.reported).toEqual([])
})

it('finds the address among garbage: no text, a line without an end, and half a letter', async () => {
  const workbench = await startTunnel(
    {
      cloudflared: `
process.stdout.write(Buffer.alloc(65536, 0xff))
for (let i = 0; i < 10; i++) process.stdout.write('x'.repeat(1048576))
process.stdout.write('\\n\\0\\0\\u001b[2J')
process.stdout.write(Buffer.from([0xe9, 0x9a]))
process.stderr.write(Buffer.from([0xff, 0xfe, 0x0a, 0x0d, 0x0a]))
setTimeout(() => {
  process.stdout.write(Buffer.from([0xa7]))
  process.stdout.write('道 https://a-b.trycloudfl')
  setTimeout(() => {
    process.stdout.write('are.com |\\r\\n')
    ${replay()}
  }, 20)
}, 20)`,
    },
    'cloudflared',
  )
  const status = await statusWhen(workbench, isState('up', 'failed'))
  expect(status).toMatchObject({ state: 'up', origins: ['https://a-b.trycloudflare.com'] })
  const { lines } = await workbench.call('tunnel.output', {})
  expect(lines.at(-1)).toBe('隧道 https://a-b.trycloudflare.com |')
  expect(JSON.stringify(lines).length).toBeLessThan(50_000)
})

it('goes on while a program prints without an end, and stops it', async () => {
  const workbench = await startTunnel({
    bore: `say(${JSON.stringify(LISTENING)})
const flood = () => { while (process.stdout.write('spam '.repeat(10000) + '\\n'.repeat(1000))); process.stdout.once('drain', flood) }
flood()`,
  })
  await statusWhen(workbench, ({ state, lines }) => state === 'up' && lines > 100)
  const response = await fetch(await workbench.signedUrl({ echostr: '1' }))
  expect([response.status, await response.text()]).toEqual([200, '1'])
  expect((await workbench.call('tunnel.output', {})).lines.length).toBeLessThanOrEqual(300)
  expect(await workbench.call('tunnel.stop', {})).toMatchObject({ state: 'off' })
})

it('says at once that it died, and what it said last', async () => {
  const workbench = await startTunnel({
    bore: `require('node:fs').writeFileSync(process.env.TMPDIR + '/pids', String(process.pid))
process.on('SIGHUP', () => { console.error('panic: out of luck'); process.exit(2) })
say(${JSON.stringify(LISTENING)})
stay()`,
  })
  await statusWhen(workbench, isState('up'))
  process.kill(workbench.pids()[0]!, 'SIGHUP')
  expect(await statusWhen(workbench, isState('failed'))).toMatchObject({
    origins: ['http://bore.pub:45871'],
    upSince: null,
    failure: { code: 'died', line: 'panic: out of luck', text: { zh: expect.stringContaining('退出码 2') } },
  })
})

it.skipIf(process.platform === 'win32')(
  'makes a program end that does not when asked, with what it has started',
  async () => {
    const workbench = await startTunnel({
      bore: `
process.on('SIGTERM', () => say('not yet'))
const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6)"], { stdio: 'inherit' })
require('node:fs').writeFileSync(process.env.TMPDIR + '/pids', process.pid + ' ' + child.pid)
say(${JSON.stringify(LISTENING)})
stay()`,
    })
    await statusWhen(workbench, isState('up'))
    const pids = workbench.pids()
    onTestFinished(() => {
      for (const pid of pids) if (isRunning({ pid })) process.kill(pid, 'SIGKILL')
    })
    expect(await workbench.call('tunnel.stop', {})).toMatchObject({ state: 'off', failure: null })
    expect((await workbench.call('tunnel.output', {})).lines).toContain('not yet')
    while (pids.some((pid) => isRunning({ pid }))) await new Promise((resolve) => setTimeout(resolve, 20))
  },
)

it('asks for a login while the program waits for one', async () => {
  const workbench = await startTunnel(
    {
      tailscale: replay(
        'Funnel is not enabled on your tailnet.',
        'To enable, visit:',
        '',
        '         https://login.tailscale.com/f/funnel?node=n1',
      ),
    },
    'tailscale',
  )
  expect(await statusWhen(workbench, isState('failed', 'up'))).toMatchObject({
    origins: [],
    publicUrl: null,
    failure: { code: 'needs-login' },
  })
  expect(await workbench.call('tunnel.stop', {})).toMatchObject({ state: 'off', failure: null })
})

it('keeps both addresses of a program that names two, and offers the newer', async () => {
  const workbench = await startTunnel(
    { lt: replay('your url is: https://a.loca.lt', 'your url is: https://b.loca.lt') },
    'localtunnel',
  )
  const { publicUrl, origins } = await statusWhen(workbench, (status) => status.origins.length === 2)
  expect(origins).toEqual(['https://b.loca.lt', 'https://a.loca.lt'])
  expect(publicUrl).toBe('https://b.loca.lt/wx')
})

it('offers another address when the account’s path changes, and none when it is gone', async () => {
  const workbench = await startTunnel({ bore: replay(LISTENING) })
  const { account: id } = await statusWhen(workbench, isState('up'))
  await workbench.call('account.update', { id: id!, change: { path: '/shop' } })
  expect(
    (await statusWhen(workbench, (status) => status.publicUrl !== 'http://bore.pub:45871/wx')).publicUrl,
  ).toBe('http://bore.pub:45871/shop')
  await workbench.call('account.create', {})
  await workbench.call('account.remove', { id: id! })
  expect(await statusWhen(workbench, (status) => status.publicUrl === null)).toMatchObject({ state: 'up' })
})

it('touches no public address that a person has typed, and gives one to an account that has none', async () => {
  const workbench = await startTunnel({ bore: replay(LISTENING) })
  await statusWhen(workbench, isState('up'))
  const { id, publicUrl } = await workbench.account()
  expect(publicUrl).toBe('http://bore.pub:45871/wx')
  const typed = 'https://wx.example.com/wx'
  await workbench.call('account.update', { id, change: { publicUrl: typed } })
  await workbench.call('tunnel.start', { account: id, program: 'bore' })
  await statusWhen(workbench, isState('up'))
  expect((await workbench.account()).publicUrl).toBe(typed)
})

it('brings nothing of a request to the program', async () => {
  const programs = createPrograms({
    bore: `say('ARGUMENTS ' + process.argv.slice(2).join(' ')); say('CWD ' + process.cwd()); ${replay(LISTENING)}`,
  })
  const workbench = await startWorkbench({ programs })
  const { id } = await workbench.account()
  const evil = '--evil$(touch /tmp/evil)'
  await fetch(await workbench.signedUrl({ echostr: evil, port: evil, tunnel: evil }), {
    method: 'POST',
    headers: { 'X-Forwarded-Host': 'evil', 'User-Agent': evil },
    body: `<xml><FromUserName>${evil}</FromUserName><MsgType>text</MsgType><Content>${evil}</Content></xml>`,
  })
  await workbench.call('tunnel.start', { account: id, program: 'bore' })
  await statusWhen(workbench, isState('up'))
  const { lines } = await workbench.call('tunnel.output', {})
  const { port } = workbench.responder()
  expect(lines[0]).toBe(`ARGUMENTS local --local-host=127.0.0.1 --to=bore.pub ${port}`)
  expect(JSON.stringify(lines)).not.toContain('evil')
})
