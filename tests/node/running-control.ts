import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import WebSocket from 'ws'
import type { Served } from '../../src-core/channel.ts'
import { clock } from '../../src-main/node/clock.ts'
import { serveControl } from '../../src-main/node/control-server.ts'
import type { ControlServerOptions } from '../../src-main/node/control-server.ts'
import { createWorkbench } from '../../src-main/node/workbench.ts'

export const TOKEN = 'the-token-of-this-run'
export const PAGE = '<!doctype html><html><title>mpscope</title></html>'
export const SCRIPT = `/* ${'x'.repeat(300_000)} */`

/** Starts a control server on a page of two files; end it with `close`, since one serves a whole file of tests. */
export async function startControl(options: Partial<ControlServerOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-control-'))
  const rendererDir = join(folder, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{}')
  writeFileSync(join(rendererDir, 'index.html'), PAGE)
  writeFileSync(join(rendererDir, 'assets', 'index-B_x1.js'), SCRIPT)
  writeFileSync(join(rendererDir, 'assets', 'index-B_x1.js.map'), '{}')
  writeFileSync(join(rendererDir, 'assets', '.env.json'), '{}')
  const workbench = await startBareWorkbench()
  const reported: unknown[] = []
  const control = await serveControl({
    port: 0,
    served: workbench,
    token: TOKEN,
    rendererDir,
    look: () => ({ language: 'system', theme: 'system' }),
    clock,
    report: (error) => void reported.push(error),
    ...options,
  })
  return {
    ...control,
    rendererDir,
    reported,
    async close() {
      await control.close()
      await workbench.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type RunningControl = Awaited<ReturnType<typeof startControl>>

function startBareWorkbench(): Promise<Served & { close(): Promise<void> }> {
  return createWorkbench({
    dataDir: null,
    port: 0,
    version: '0.0.0-test',
    findWorker: (name) => new URL(`../../src-main/node/${name}.ts`, import.meta.url),
    report: (error) => console.error('reported:', error),
  })
}

export interface Got {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** Sends headers that `fetch` would not let a caller set. */
export function get(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const own = { host: `127.0.0.1:${port}`, ...headers }
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers: own }, (response) => {
      const { statusCode: status = 0, headers: received } = response
      text(response).then((body) => resolve({ status, headers: received, body }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** Returns the status with which an upgrade was refused, or 101. */
export function upgrade(
  port: number,
  protocols: string[],
  headers: Record<string, string> = {},
  path = '/rpc',
): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

/** Returns the head of an upgrade to `target`, with any other headers. */
export function createUpgrade(port: number, target: string, more: Record<string, string> = {}): string {
  const headers: Record<string, string> = {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
    'Sec-WebSocket-Protocol': `mpscope, token.${TOKEN}`,
    ...more,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`
}
