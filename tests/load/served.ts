import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../..')

export const LOAD_TOKEN = 'loadTestToken'
export const LOAD_APP_ID = 'wx0123456789abcdef'
export const LOAD_AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export interface ServedOptions {
  /** The tree whose `serve` is run; ours by default. */
  checkout?: string
  /** Null keeps nothing. */
  dataDir: string | null
  /** Further options of `serve`. */
  args?: readonly string[]
  env?: Record<string, string>
  /** The number of files that the process may have open. */
  openFiles?: number
}

/** `serve` in a process of its own, so that its death is seen and not shared. */
export interface Served {
  /** The first account's address. */
  responder: string
  /** The page's address, with the run's token in its fragment. */
  control: string
  /** Returns everything printed on stderr so far. */
  complaints(): string
  /** Returns how it ended, as in `exit 1` or `SIGKILL`; null while it runs. */
  ended(): string | null
  /** Resolves to the same once it has ended. */
  exited: Promise<string>
  /** Returns the MB of memory that it holds; 0 if unknown. */
  residentMb(): number
  openFiles(): number
  /** Sends this signal, and resolves like `exited`. */
  end(signal: NodeJS.Signals): Promise<string>
}

/** Resolves when the ready line is out. Rejects if the process ends before. */
export async function startServed(options: ServedOptions): Promise<Served> {
  const { checkout = root, dataDir, args = [], env = {}, openFiles } = options
  const serve = [join(checkout, 'src-main/cli.ts'), 'serve', '--json', '--port', '0', '--control-port', '0']
  const kept = dataDir === null ? ['--ephemeral'] : ['--data', dataDir]
  // An older tree knows no other way in.
  const token = checkout === root ? [] : ['--token', LOAD_TOKEN]
  const command = [process.execPath, ...serve, ...kept, ...token, ...args]
  const limited = openFiles === undefined ? command : withOpenFiles(openFiles, command)
  const child = spawn(limited[0]!, limited.slice(1), {
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', MPSCOPE_TOKEN: LOAD_TOKEN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  let ending: string | null = null
  const exited = (once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>).then(
    ([code, signal]) => (ending = signal ?? `exit ${code}`),
  )
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, exited])
  if (typeof first === 'string') throw new Error(`serve ended at its start (${first}): ${complaints}`)
  // Its later output has to go somewhere.
  lines.close()
  child.stdout.resume()
  const { responder, control } = JSON.parse(first[0]) as { responder: string; control: string }
  return {
    responder,
    control,
    complaints: () => complaints,
    ended: () => ending,
    exited,
    residentMb: () => readResidentMb(child.pid!),
    openFiles: () => countOpenFiles(child.pid!),
    end(signal) {
      child.kill(signal)
      return exited
    },
  }
}

function withOpenFiles(limit: number, command: string[]): string[] {
  return ['sh', '-c', `ulimit -n ${limit}; exec "$@"`, 'sh', ...command]
}

function readResidentMb(pid: number): number {
  try {
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kib) / 1024)
  } catch {
    return 0
  }
}

function countOpenFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}
