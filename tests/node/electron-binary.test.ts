import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Children } from '../../scripts/children.ts'
import { findElectron, obtainElectron } from '../../scripts/electron-binary.ts'
import { createEnvironment, createRepoCopy } from './start-copy.ts'

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function startMirror(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  onTestFinished(() => server.closeAllConnections())
  return listen(server)
}

/** Tries to get Electron from `mirror`, on a network that counts as dead after this much silence. */
async function obtainFrom(mirror: string, silenceMs: number) {
  const root = createRepoCopy()
  const told: string[] = []
  const started: ReturnType<Children['start']>[] = []
  const electron = await obtainElectron(root, {
    children: {
      interrupted: () => false,
      start(command, args, options) {
        const child = spawn(command, args, options)
        started.push(child)
        return child
      },
    },
    env: createEnvironment({ ELECTRON_MIRROR: mirror, electron_config_cache: join(root, 'cache') }),
    onDownload: () => told.push('download'),
    silenceMs,
  })
  const hasEnded = started.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null)
  return { electron, told, hasEnded }
}

/** Nothing comes, so that a longer wait would gain nothing. */
const A_MOMENT_MS = 300
/** Longer than a busy machine takes to answer; only a silent other side makes it wait that long. */
const A_WHILE_MS = 3000
const NOTHING = { electron: null, told: [], hasEnded: true }

describe('a network without Electron', () => {
  it('that refuses', async () => {
    expect(await obtainFrom('http://127.0.0.1:1/', A_MOMENT_MS)).toEqual(NOTHING)
  })

  it('that accepts and never answers', async () => {
    const mirror = await listen(createTcpServer((socket) => onTestFinished(() => void socket.destroy())))
    expect(await obtainFrom(mirror, A_MOMENT_MS)).toEqual(NOTHING)
  })

  it('that does not have it', async () => {
    const asked: string[] = []
    const mirror = await startMirror(({ method, url }, response) => {
      asked.push(`${method} ${url}`)
      response.writeHead(404).end()
    })
    expect(await obtainFrom(mirror, A_WHILE_MS)).toEqual(NOTHING)
    expect(asked).toEqual([expect.stringMatching(/^GET \/v[\d.]+\/electron-v[\d.]+-\w+-\w+\.zip$/)])
  })

  it('that stops amid the download', async () => {
    const mirror = await startMirror((_request, response) => {
      response.writeHead(200, { 'content-length': '100000' })
      response.write('PK')
    })
    expect(await obtainFrom(mirror, A_WHILE_MS)).toEqual({ ...NOTHING, told: ['download'] })
  })

  it('that gives something else', async () => {
    const mirror = await startMirror((_request, response) => response.end('this is no archive'))
    expect(await obtainFrom(mirror, A_WHILE_MS)).toEqual({ ...NOTHING, told: ['download'] })
  })
})

describe('the Electron that is installed', () => {
  it('is the package’s own', () => {
    const root = createRepoCopy()
    const folder = join(root, 'node_modules/electron')
    expect(findElectron(root, {})).toBeNull()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(findElectron(root, {})).toBeNull()
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'dist/electron'), '')
    expect(findElectron(root, {})).toSatisfy(existsSync)
  })

  it('is another one where it is named', () => {
    expect(findElectron('nowhere', { MPSCOPE_ELECTRON: process.execPath })).toBe(process.execPath)
    expect(findElectron('nowhere', { MPSCOPE_ELECTRON: '/nowhere' })).toBeNull()
  })
})
