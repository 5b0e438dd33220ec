import { readFileSync } from 'node:fs'

/** A running process, so that it is not taken for a later one of the same number. */
export interface ProcessName {
  pid: number
  /** Tells it from other processes of its number; empty if this system does not say. */
  process: string
}

export function nameProcess(pid: number): ProcessName {
  try {
    // The start time in ticks since the boot is field 22. The split begins after the name, which may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    return { pid, process: `${boot} ${started}` }
  } catch {
    return { pid, process: '' }
  }
}

/**
 * Returns whether it runs on this machine, even as another user's. Without `process`, any process of this number
 * counts.
 */
export function isRunning({ pid, process: name }: { pid: number; process?: string }): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (!name) return true
  const now = nameProcess(pid).process
  return now === '' || now === name
}
