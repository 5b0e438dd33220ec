import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import account from './account.json' with { type: 'json' }
import { installPackages } from '../install-packages.ts'

/** Debian's own first: Flask is one of its packages, and another Python would not see it. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import flask']).status === 0,
)

const noPackages = await installPackages('backends')

/** A back end: how it is started, and why it cannot be here, for the names of the tests that need it. */
interface BackendKind {
  command: string[]
  missing: string | null
}

/** The names are those of their files. */
export const BACKENDS = {
  'express-wechat': onNode('express-wechat.js'),
  'koa-co-wechat': onNode('koa-co-wechat.js'),
  'koa-easywechat': onNode('koa-easywechat.js'),
  'koa-wechat-mp': onNode('koa-wechat-mp.js'),
  'express-tnwx': onNode('express-tnwx.js'),
  'express-tnwx encrypted': onNode('express-tnwx.js', 'encrypted'),
  'flask-plain': {
    command: [PYTHON ?? 'python3', join(import.meta.dirname, 'flask-plain.py')],
    missing: PYTHON ? null : 'needs Python with Flask',
  },
} satisfies Record<string, BackendKind>
export type BackendName = keyof typeof BACKENDS

function onNode(file: string, ...args: string[]): BackendKind {
  return { command: [process.execPath, join(import.meta.dirname, file), ...args], missing: noPackages }
}

export interface RunningBackend {
  /** Where WeChat would send to. */
  url: string
  token: string
  appId: string
  aesKey: string
  /** True from when it ends by itself, which is before its connections break. */
  isEnding(): boolean
  /** Resolves with the exit code and the last words when its process has ended, by itself or not. */
  ended: Promise<End>
  /** Resolves when its process has ended. */
  stop(): Promise<void>
}

export interface End {
  code: number | null
  /** Everything that it said on stderr. */
  complaints: string
}

/** Starts a back end on a free port of loopback, ended with the test. */
export async function startBackend(name: BackendName): Promise<RunningBackend> {
  const backend = await runBackend(name)
  onTestFinished(backend.stop)
  return backend
}

/** Starts a back end on a free port of loopback, which whoever asked ends. */
export async function runBackend(name: BackendName): Promise<RunningBackend> {
  const [program, ...args] = BACKENDS[name].command
  const child = spawn(program!, args, { stdio: 'pipe' })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  // Its stdin is broken where it has ended by itself.
  child.stdin.on('error', () => {})
  const ended = once(child, 'close').then(([code]): End => ({ code: code as number | null, complaints }))
  const lines = createInterface(child.stdout)
  const first = once(lines, 'line') as Promise<[string]>
  let ending = false
  lines.on('line', (line) => (ending ||= line === 'ending'))
  const died = ended.then(({ code }): never => {
    throw new Error(`${name} ended with ${code}: ${complaints}`)
  })
  const [url] = await Promise.race([first, died])
  return {
    url,
    ...account,
    isEnding: () => ending,
    ended,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
