import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Returns the user's data folder by each system's convention: the same for terminal, browser shell and Electron. */
export function findDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['MPSCOPE_DATA']) return env['MPSCOPE_DATA']
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'mpscope')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'mpscope')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'mpscope')
}

/**
 * Makes the folder, readable by its owner alone. If that fails, history and settings each report what they cannot keep.
 */
export function makeDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch {
    // A file stands in its place, or its parent folder allows no new one.
  }
}
