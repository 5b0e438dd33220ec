import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './children.ts'
import type { Children } from './children.ts'
import type { DownloadState } from './watch-download.ts'

/** A network that is silent for longer than this, before the first byte or during the download, counts as dead. */
const SILENCE_MS = 7000

/** Returns the path of the installed Electron, or null. `MPSCOPE_ELECTRON` names another one. */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['MPSCOPE_ELECTRON']
  if (named) return existsSync(named) ? named : null
  const folder = join(root, 'node_modules', 'electron')
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

export interface ObtainOptions {
  children: Children
  env: NodeJS.ProcessEnv
  /** Called once, when the first bytes come: the rest takes a while. */
  onDownload(): void
  silenceMs?: number
}

/**
 * Fetches Electron with its own installer, which knows mirrors, proxies, checksums and the cache of earlier downloads,
 * but would wait for minutes on a network that does not answer: `watch-download.ts` reports on what it asks, and
 * silence ends it. A copy in the cache needs no network, and has no time limit.
 */
export async function obtainElectron(root: string, options: ObtainOptions): Promise<string | null> {
  const { children, env, silenceMs = SILENCE_MS } = options
  if (env['MPSCOPE_ELECTRON']) return findElectron(root, env)
  const watcher = new URL('./watch-download.ts', import.meta.url).href
  const installer = children.start(
    process.execPath,
    ['--import', watcher, join(root, 'node_modules', 'electron', 'install.js')],
    { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  let silence: NodeJS.Timeout | undefined
  let told = false
  installer.on('message', (state: DownloadState) => {
    clearTimeout(silence)
    if (state !== 'done') silence = setTimeout(() => installer.kill(), silenceMs)
    if (state === 'received' && !told) {
      told = true
      options.onDownload()
    }
  })
  await waitFor(installer)
  clearTimeout(silence)
  return findElectron(root, env)
}
