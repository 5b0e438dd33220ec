import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The user's data folder by the habit of each system: the same for terminal and browser shell, and for Electron. */
export function findDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['MPSCOPE_DATA']) return env['MPSCOPE_DATA']
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'mpscope')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'mpscope')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'mpscope')
}

/** Makes the folder, its owner's alone. Where that fails, history and settings each say what they cannot keep. */
export function makeDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch {
    // A file in its place, or a folder in which none may be made.
  }
}
