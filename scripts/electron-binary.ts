import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How long a network that does not answer is waited for. */
const DECIDE_WITHIN_MS = 9000

/** The path of the Electron that is installed, or null. `MPSCOPE_ELECTRON` names another one. */
export function findElectron(root: string): string | null {
  const named = process.env['MPSCOPE_ELECTRON']
  if (named) return existsSync(named) ? named : null
  const folder = join(root, 'node_modules', 'electron')
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/**
 * Fetches Electron with its own installer, which also knows the cache of earlier downloads. On a network that does
 * not answer it would wait for minutes, so the server is asked first: without an answer the installer gets the same
 * few seconds, which a cached copy does not need, and is ended.
 */
export async function obtainElectron(root: string): Promise<string | null> {
  const installer = spawn(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  const installed = new Promise<void>((resolve) => {
    installer.once('exit', () => resolve())
    installer.once('error', () => resolve())
  })
  const undecided = AbortSignal.timeout(DECIDE_WITHIN_MS)
  const answers = isReachable(downloadUrl(root), undecided)
  undecided.addEventListener('abort', () => void answers.then((reachable) => reachable || installer.kill()))
  await installed
  return findElectron(root)
}

/** As @electron/get builds it: the mirror, the version's folder, the file. */
function downloadUrl(root: string): string {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as {
    version: string
  }
  const mirror =
    process.env['npm_config_electron_mirror'] ||
    process.env['ELECTRON_MIRROR'] ||
    'https://github.com/electron/electron/releases/download/'
  return `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

async function isReachable(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal })).ok
  } catch {
    return false
  }
}
