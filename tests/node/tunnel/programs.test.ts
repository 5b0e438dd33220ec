import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix, relative, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tunnelPrograms } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'
import type { AccountTunnel } from '../../../src-core/contract/tunnel.ts'
import { listUsualFolders } from '../../../src-main/node/tunnel/find-program.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { createPrograms, isState, replay, statusWhen } from './fake-programs.ts'

/** Its arguments and its variables, as it sees them. */
const TELL_ALL = `say('ARGUMENTS ' + JSON.stringify(process.argv.slice(2)))
say('VARIABLES ' + Object.keys(process.env).toSorted().join(' '))
process.stdin.on('data', () => say('INPUT')).on('end', () => say('NO INPUT'))
`

const CASES: {
  program: TunnelProgram
  file?: 'lt'
  values?: AccountTunnel['values']
  prints: string[]
  origin: string
}[] = [
  {
    program: 'cloudflared',
    prints: ['INF |  https://a-b-c.trycloudflare.com  |'],
    origin: 'https://a-b-c.trycloudflare.com',
  },
  {
    program: 'cloudflared',
    values: { cloudflared: { tunnel: 'wx', hostname: 'wx.example.com' } },
    prints: ['INF Registered tunnel connection connIndex=0'],
    origin: 'https://wx.example.com',
  },
  {
    program: 'ngrok',
    prints: ['{"lvl":"info","msg":"started tunnel","url":"https://a.ngrok-free.app"}'],
    origin: 'https://a.ngrok-free.app',
  },
  {
    program: 'cpolar',
    prints: ['level=info msg="Tunnel established at https://a.cpolar.top"'],
    origin: 'https://a.cpolar.top',
  },
  {
    program: 'natapp',
    values: { natapp: { config: '/nowhere/config.ini' } },
    prints: ['[INFO] [client] Tunnel established at http://a.natappfree.cc'],
    origin: 'http://a.natappfree.cc',
  },
  {
    program: 'frpc',
    values: { frpc: { config: '/nowhere/frpc.toml', address: 'http://wx.example.com' } },
    prints: ['\u001b[1;34m[I] [client/control.go:172] [c2f7] [wx] start proxy success\u001b[0m'],
    origin: 'http://wx.example.com',
  },
  {
    program: 'ssh',
    values: { ssh: { host: 'server', remotePort: '8080', address: 'https://wx.example.com' } },
    prints: ['debug1: remote forward success for: listen 8080, connect 127.0.0.1:7788\r'],
    origin: 'https://wx.example.com',
  },
  {
    program: 'tailscale',
    prints: [
      'Available on the internet:',
      '',
      'https://box.tail1.ts.net/',
      '|-- proxy http://127.0.0.1:7788',
    ],
    origin: 'https://box.tail1.ts.net',
  },
  {
    program: 'localtunnel',
    file: 'lt',
    prints: ['your url is: https://a-b.loca.lt'],
    origin: 'https://a-b.loca.lt',
  },
  {
    program: 'bore',
    prints: [' INFO bore_cli::client: listening at bore.pub:45871'],
    origin: 'http://bore.pub:45871',
  },
]

describe('a fake of each program', () => {
  it('is there', () => {
    expect(new Set(CASES.map(({ program }) => program))).toEqual(new Set(tunnelPrograms))
  })

  it.each(CASES)('is started for the responder, read, and stopped: $program, $origin', async (one) => {
    const { program, file = program, values = {}, prints, origin } = one
    const token = 'TokenThatNobodyMaySee01'
    const programs = createPrograms(
      { [file]: TELL_ALL + replay(...prints) },
      // A service's user may have no home.
      { MPSCOPE_TOKEN: token, HTTPS_PROXY: 'http://proxy.example.com', HOME: '/nowhere' },
    )
    const workbench = await startWorkbench({ programs })
    const { call } = workbench
    const { id, path } = await workbench.account()
    await call('account.update', { id, change: { tunnel: { program, values } } })
    await call('tunnel.start', { account: id, program })
    const status = await statusWhen(workbench, isState('up', 'failed'))
    expect(status).toMatchObject({ state: 'up', failure: null, account: id, program })
    expect(status).toMatchObject({ origins: [origin], publicUrl: origin + path })
    // Its input is at its end from the beginning.
    await statusWhen(workbench, ({ lines }) => lines >= 3 + prints.filter(Boolean).length)
    const { lines } = await call('tunnel.output', {})
    const said = lines.find((line) => line.startsWith('ARGUMENTS'))!
    // Where the port stands in the program's own configuration, it is not told.
    const isTold = said.includes(String(workbench.responder().port))
    expect(isTold).toBe(program !== 'frpc' && program !== 'natapp')
    expect(lines).toContain('VARIABLES HOME HTTPS_PROXY NO_COLOR PATH')
    expect(lines).toContain('NO INPUT')
    expect(await call('tunnel.stop', {})).toMatchObject({ state: 'off', failure: null })
  })
})

describe('the programs of this computer', () => {
  it('are found with their versions', async () => {
    const programs = createPrograms({
      cloudflared: `process.argv[2] === '--version' && say('cloudflared version 2024.4.1 (built x)')`,
      ssh: `process.argv[2] === '-V' && process.stderr.write('OpenSSH_9.2p1\\n')`,
      bore: `process.exit(3)`,
      lt: `say('\\u001b[31m2.0.2')`,
    })
    const { call } = await startWorkbench({ programs })
    const found = await call('tunnel.find', {})
    expect(found.map(({ program }) => program)).toEqual(tunnelPrograms)
    const { PATH = '' } = programs.environment
    expect(found.filter(({ path }) => path !== null)).toEqual([
      {
        program: 'cloudflared',
        path: join(PATH, 'cloudflared'),
        version: 'cloudflared version 2024.4.1 (built x)',
      },
      { program: 'ssh', path: join(PATH, 'ssh'), version: 'OpenSSH_9.2p1' },
      { program: 'localtunnel', path: join(PATH, 'lt'), version: expect.stringContaining('2.0.2') },
      { program: 'bore', path: join(PATH, 'bore'), version: null },
    ])
  })

  it('are not found as folders, without the right to run them, or in a folder that depends on where one stands', async () => {
    const programs = createPrograms({ ngrok: '', frpc: '', bore: '' })
    const { PATH = '' } = programs.environment
    chmodSync(join(PATH, 'ngrok'), 0o644)
    rmSync(join(PATH, 'frpc'))
    mkdirSync(join(PATH, 'frpc'))
    const { environment } = createPrograms({ ssh: '' })
    const here = relative(process.cwd(), environment['PATH']!)
    const { call } = await startWorkbench({
      programs: { environment: { PATH: `${here}:.:${PATH}` }, folders: [here] },
    })
    const found = await call('tunnel.find', {})
    expect(found.filter(({ path }) => path !== null).map(({ program }) => program)).toEqual(['bore'])
  })

  it('are also found where installers put them', async () => {
    const { environment } = createPrograms({ bore: '' })
    const programs = { environment: {}, folders: [environment['PATH']!] }
    const { call } = await startWorkbench({ programs })
    expect((await call('tunnel.find', {})).at(-1)).toMatchObject({
      program: 'bore',
      path: expect.any(String),
    })
  })

  it.each([
    ['linux', { HOME: '/home/me' }, ['/usr/local/bin', '/home/me/.local/bin', '/home/me/.cargo/bin']],
    ['darwin', { HOME: '/Users/me' }, ['/opt/homebrew/bin', '/Applications/Tailscale.app/Contents/MacOS']],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\L', APPDATA: 'C:\\R', ProgramFiles: 'C:\\P' },
      ['C:\\L\\Microsoft\\WinGet\\Links', 'C:\\R\\npm', 'C:\\P\\cloudflared'],
    ],
  ] as const)('are put by installers into these folders on %s', (platform, environment, folders) => {
    const listed = listUsualFolders(environment, platform)
    expect(listed).toEqual(expect.arrayContaining([...folders]))
    expect(listed.filter((folder) => !(platform === 'win32' ? win32 : posix).isAbsolute(folder))).toEqual([])
    expect(listUsualFolders({}, platform).join()).not.toContain('undefined')
  })

  it('that cannot be run say so', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'bore'), '#!/nowhere/at/all\n', { mode: 0o755 })
    const workbench = await startWorkbench({ programs: { environment: { PATH: folder }, folders: [] } })
    const { id } = await workbench.account()
    await workbench.call('tunnel.start', { account: id, program: 'bore' })
    const { failure } = await statusWhen(workbench, isState('failed'))
    expect(failure).toMatchObject({ code: 'cannot-start', text: { en: expect.stringContaining('ENOENT') } })
    expect(await workbench.call('tunnel.stop', {})).toMatchObject({ state: 'off' })
  })
})

it('the values of another program stay when one is chosen, and bad ones are refused', async () => {
  const { call, account } = await startWorkbench()
  const { id } = await account()
  const values = { ssh: { host: 'a.example.com' }, ngrok: { domain: 'a.ngrok.app' } }
  await call('account.update', { id, change: { tunnel: { program: 'ngrok', values } } })
  await call('account.update', { id, change: { name: 'another' } })
  expect((await account()).tunnel).toEqual({ program: 'ngrok', values })
  const bad = { program: 'ssh', values: { ssh: { host: '-oProxyCommand=touch$IFS/tmp/x' } } } as const
  await expect(call('account.update', { id, change: { tunnel: bad } })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { issues: [{ path: 'change.tunnel.values.ssh.host' }] },
  })
  await call('account.update', { id, change: { tunnel: null } })
  expect((await account()).tunnel).toBeNull()
})

it('an import of rules brings no tunnel', async () => {
  const { call, account } = await startWorkbench()
  const { id } = await account()
  const tunnel = { program: 'frpc', values: { frpc: { config: '/tmp/evil.toml' } } }
  const rule = { name: 'a', match: {}, reply: { type: 'success' } }
  for (const file of [
    { mpscope: 'rules', version: 1, rules: [{ ...rule, tunnel }], tunnel, accounts: [{ tunnel }] },
    { mpscope: 'rules', version: 1, rules: [rule], tunnel },
  ])
    await call('rule.import', { account: id, text: JSON.stringify(file) }).catch(() => {})
  expect((await account()).tunnel).toBeNull()
})
