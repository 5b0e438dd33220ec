import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readArguments } from '../../../src-main/terminal/read-arguments.ts'
import { serveCommand } from '../../../src-main/terminal/serve.ts'
import { openHistory } from '../../../src-main/node/history/open-history.ts'
import { startBackend } from '../backend-server.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { createTextMessage, signedUrl, TOKEN } from './running-cli.ts'

/** The files of `docs/service`, which people copy to a server: they are run here as they are, but for their places. */

const root = resolve(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, 'docs/service', file), 'utf8')
const UNIT = read('mpscope.service')

const can = (program: string, ...args: string[]) => spawnSync(program, args).status === 0
const because = (reason: string | null) => (reason ? ` (skipped: ${reason})` : '')
const noSystemd = can('systemd-analyze', '--version') ? null : 'needs systemd-analyze'
const noOtherUser = process.getuid?.() === 0 && can('setpriv', '--version') ? null : 'needs root and setpriv'
const noNginx = can('nginx', '-v') ? null : 'needs nginx'
const NOBODY = 65534
const AS_NOBODY = ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups', '--no-new-privs']

/** Returns the values of a key, each in one line. */
function valuesOf(key: string): string[] {
  const lines = UNIT.replaceAll(/\\\n\s*/g, '').split('\n')
  return lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))
}

/** Replaces each of these texts, all of which must be there: a placeholder that has gone is not replaced unnoticed. */
function put(text: string, places: Record<string, string>): string {
  return Object.entries(places).reduce((now, [place, value]) => {
    expect(now).toContain(place)
    return now.replaceAll(place, value)
  }, text)
}

/** Starts the unit's ExecStart as nobody, in front of this backend, on a free port. */
async function startUnit(backend: string) {
  const folder = createTemporaryFolder()
  chmodSync(folder, 0o755)
  const [data, credentials] = [join(folder, 'state'), join(folder, 'credentials')]
  for (const made of [data, credentials]) {
    mkdirSync(made, { mode: 0o700 })
    chownSync(made, NOBODY, NOBODY)
  }
  writeFileSync(join(credentials, 'token'), `${TOKEN}\n`, { mode: 0o444 })
  // The folder of the repository may have a blank in its name.
  const command = put(valuesOf('ExecStart')[0]!.replaceAll(/\s+/g, '\n'), {
    '/opt/mpscope': root,
    '/var/lib/mpscope': data,
    '${CREDENTIALS_DIRECTORY}': credentials,
    '${BACKEND}': backend,
    '--port\n7788': '--port\n0',
  })
  const env = Object.fromEntries(
    valuesOf('Environment').map((line) => line.split('=', 2) as [string, string]),
  )
  const child = spawn('setpriv', [...AS_NOBODY, ...command.split('\n')], { env, cwd: '/' })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (pattern: RegExp) => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`it ended: ${output}`)
      const found = pattern.exec(value as string)
      if (found) return found
    }
  }
  const [, responder] = await nextLine(/^Responder +(\S+)/)
  return { child, data, responder: responder!, nextLine, output: () => output }
}

/** Returns the addresses at which a process listens, all of them IPv4 or in the kernel's own form. */
function listListening(pid: number): string[] {
  const fds = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  const sockets = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n'),
  )
  return sockets.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    if (state !== '0A' || !fds.includes(`socket:[${inode}]`)) return []
    const [address, port = ''] = local.split(':')
    return `${address === '0100007F' ? '127.0.0.1' : address}:${Number.parseInt(port, 16)}`
  })
}

/** WeChat would take none of it, and most of it is no text. */
const STRANGE = Buffer.from([0x3c, 0x62, 0x3e, 0, 0xff, 0xfe, 0x0d, 0x0a, 0x80, 0x3c])

const startStrangeBackend = () =>
  startBackend((response) => {
    response.writeHead(500, { 'Content-Type': 'text/html; charset=gbk', 'X-Own': 'kept' })
    response.end(STRANGE)
  })

async function push(address: string) {
  const response = await fetch(signedUrl(address), { method: 'POST', body: createTextMessage('1', '你好') })
  const { status, headers } = response
  return { status, own: headers.get('x-own'), bytes: Buffer.from(await response.arrayBuffer()) }
}

describe.skipIf(noSystemd)(`the unit for systemd${because(noSystemd)}`, () => {
  it('is one that systemd understands', () => {
    const folder = createTemporaryFolder()
    const verify = (text: string) => {
      const file = join(folder, 'mpscope.service')
      writeFileSync(file, put(text, { '/opt/mpscope': root }))
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
        encoding: 'utf8',
      })
      // Units of this computer that it needs may have faults of their own.
      return [status, stderr.split('\n').filter((line) => line.includes('mpscope'))] as const
    }
    expect(verify(UNIT)).toEqual([0, []])
    expect(verify(UNIT.replace('ProtectClock=', 'ProtectClocks='))[1]).toEqual([
      expect.stringContaining('ProtectClocks'),
    ])
  })
})

describe.skipIf(noOtherUser)(`its ExecStart${because(noOtherUser)}`, () => {
  it('runs as nobody: records, judges, alters nothing, and ends when it is told to', async () => {
    const backend = await startStrangeBackend()
    const unit = await startUnit(`${backend.origin}/own?key=1`)
    expect(await push(unit.responder)).toEqual({ status: 500, own: 'kept', bytes: STRANGE })
    expect(backend.seen.map(({ target }) => target.slice(0, 21))).toEqual(['/own?key=1&signature='])
    expect(listListening(unit.child.pid!)).toEqual([new URL(unit.responder).host])
    await unit.nextLine(/ POST {2}\/wx {2}text {2}500 /)
    const exited = once(unit.child, 'exit')
    unit.child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])

    expect(unit.output()).toContain('for 7 days, 100000 exchanges at most')
    expect(unit.output()).not.toMatch(/Workbench|mpscope:|你好/)
    expect(unit.output()).not.toContain(TOKEN)
    const history = await openHistory(unit.data, { report: () => {} })
    onTestFinished(() => history.close())
    const { items } = history.list({ limit: 10 })
    expect(items).toMatchObject([{ verdict: 'retried', messageKey: expect.stringContaining('msg:1:') }])
    expect(history.get(items[0]!.id)!.response).toMatchObject({
      status: 500,
      by: 'relay',
      bodyBase64: STRANGE.toString('base64'),
    })
  })
})

describe.skipIf(noOtherUser ?? noNginx)(`nginx in front of it${because(noOtherUser ?? noNginx)}`, () => {
  async function startNginx(responder: string): Promise<string> {
    const folder = createTemporaryFolder()
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port } = free.address() as AddressInfo
    await new Promise((closed) => free.close(closed))
    const location = put(read('nginx.conf'), { 'http://127.0.0.1:7788': new URL(responder).origin })
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    )
    const file = join(folder, 'nginx.conf')
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${folder}/pid; error_log stderr notice; events {}
       http { gzip on; gzip_types *; gzip_min_length 1; ${paths.join(' ')}
         server { listen 127.0.0.1:${port}; ${location} } }`,
    )
    const nginx = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', file])
    onTestFinished(() => void nginx.kill('SIGKILL'))
    // The first line of its log comes once it listens.
    await Promise.race([once(nginx.stderr, 'data'), once(nginx, 'exit')])
    return `http://127.0.0.1:${port}/wx`
  }

  it('passes on the request and the reply as they are', async () => {
    const backend = await startStrangeBackend()
    const unit = await startUnit(`${backend.origin}/own`)
    const address = await startNginx(unit.responder)
    expect(await push(address)).toEqual({ status: 500, own: 'kept', bytes: STRANGE })
    expect(backend.seen[0]!.body.toString()).toBe(createTextMessage('1', '你好'))
  })
})

describe.each(['service.md', 'service.en.md'])('the guide %s', (name) => {
  const text = read(`../${name}`)

  it('explains options of serve, and those of the unit', () => {
    const explained = [...text.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option)
    const given = [...valuesOf('ExecStart')[0]!.matchAll(/--[a-z-]+/g)].map(([option]) => option)
    const known = given.filter((option) => !['--data', '--token-file', '--reply'].includes(option))
    expect(explained.filter((option) => option !== '--token-file').toSorted()).toEqual(known.toSorted())
  })

  it('links to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link!)
    expect(links.length).toBeGreaterThan(4)
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([])
  })

  it('starts the container with a command line that serve takes', () => {
    const [, entry] = /^ENTRYPOINT (\[[^\]]+\])/m.exec(read('Containerfile').replaceAll('\\\n', ''))!
    const [, added] = /:\/data mpscope \\\n([^`]+)```/.exec(text)!
    const line = added!.replaceAll('\\\n', ' ').trim()
    const [program, file, command, ...rest] = JSON.parse(entry!) as string[]
    expect([program, file, command]).toEqual(['node', '/opt/mpscope/src-main/cli.ts', 'serve'])
    expect(() => readArguments(serveCommand.table, [...rest, ...line.split(/\s+/)])).not.toThrow()
  })
})
