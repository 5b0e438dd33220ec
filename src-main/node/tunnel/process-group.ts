import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nameProcess } from '../processes.ts'

const run = promisify(execFile)

/** Asking the system about a process takes moments. */
const ASKING_MS = 5000

/**
 * Returns what tells the running process of this number from any other that had or will have it: its start. Empty if it
 * does not run, or if the system does not say; then it must not be touched.
 */
export async function nameRunning(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return isDead(pid) ? '' : nameProcess(pid).process
    if (process.platform === 'win32') return await askWindows(pid)
    const environment = { LC_ALL: 'C', TZ: 'UTC' }
    const { stdout } = await run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: environment,
      timeout: ASKING_MS,
    })
    return stdout.trim()
  } catch {
    return ''
  }
}

/** A process that has ended keeps its number until its parent asks how. */
function isDead(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
}

async function askWindows(pid: number): Promise<string> {
  const powershell = join(systemFolder(), 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`
  const { stdout } = await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', command], {
    timeout: ASKING_MS,
    windowsHide: true,
  })
  return stdout.trim()
}

/**
 * Tells a process and those that it has started to end, or makes them. Works at once, so that it can be called while
 * this process exits. Does nothing if they are gone.
 */
export function endGroup(pid: number, how: 'SIGTERM' | 'SIGKILL'): void {
  try {
    // Windows has no groups, and no way to ask a program without a window.
    if (process.platform === 'win32') {
      const taskkill = join(systemFolder(), 'taskkill.exe')
      execFileSync(taskkill, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    } else {
      // It was started as the leader of a group of its own.
      process.kill(-pid, how)
    }
  } catch {
    // Gone, or another user's.
  }
}

function systemFolder(): string {
  return join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32')
}
