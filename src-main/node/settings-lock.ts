import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isRunning } from './processes.ts'

/** The interval at which we check whether the lock is free; a write takes a few milliseconds. */
const STEP_MS = 10
/** An older lock belongs to a process that was stopped in the middle, or to one of another machine that has died. */
const STALE_MS = 3000
/** After that we go on without the lock: a change that may be overwritten is better than one that is not made. */
const MAX_WAIT_MS = 6000

/**
 * Keeps workbenches on the same folder from writing at the same time. The lock is a file that only one of them can
 * make. It is held while one synchronous piece of work runs; waiting for it does not block.
 */
export interface SettingsLock {
  /** Runs `work` when it is our turn, in the order asked for; if no lock can be made, nothing can be written either. */
  run<Result>(work: () => Result): Promise<Result>
  /** False once another process has taken the lock over from us. */
  isOurs(): boolean
}

export function createSettingsLock(file: string): SettingsLock {
  const owner = `${process.pid} ${hostname()} ${Math.random().toString(36).slice(2)}`
  let isHeld = false
  let queue: Promise<unknown> = Promise.resolve()

  async function runLocked<Result>(work: () => Result): Promise<Result> {
    const givesUpAt = performance.now() + MAX_WAIT_MS
    let taken = take(file, owner)
    while (taken === 'busy' && performance.now() < givesUpAt) {
      if (isStale(file)) {
        taken = remove(file) ? take(file, owner) : 'impossible'
      } else {
        await setTimeout(STEP_MS)
        taken = take(file, owner)
      }
    }
    // Nothing is awaited from here on, so in this process nobody else can hold it.
    isHeld = taken === 'taken'
    try {
      return work()
    } finally {
      if (isHeld && readOwner(file) === owner) remove(file)
      isHeld = false
    }
  }

  return {
    run(work) {
      const result = queue.then(() => runLocked(work))
      queue = result.catch(() => {})
      return result
    },
    isOurs: () => !isHeld || readOwner(file) === owner,
  }
}

function take(file: string, owner: string): 'taken' | 'busy' | 'impossible' {
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && makeFolder(dirname(file))) return take(file, owner)
    // Something that is not a file is nobody's lock, and will never be free.
    return code === 'EEXIST' && isFile(file) ? 'busy' : 'impossible'
  }
  try {
    writeSync(descriptor, owner)
    return 'taken'
  } catch {
    remove(file)
    return 'impossible'
  } finally {
    closeSync(descriptor)
  }
}

/** Returns false if it was there already, or cannot be made. */
function makeFolder(folder: string): boolean {
  try {
    return mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined
  } catch {
    return false
  }
}

/** Returns true also if it has just gone: then it can be taken. */
function isFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() !== false
}

function isStale(file: string): boolean {
  try {
    // In both directions: a clock may have been set back since.
    if (Math.abs(Date.now() - statSync(file).mtimeMs) > STALE_MS) return true
    const [pid, host] = readOwner(file).split(' ')
    if (host !== hostname()) return false
    // Our own number, although we do not hold the lock: an earlier process left it, as in a container.
    return Number(pid) === process.pid || !isRunning({ pid: Number(pid) })
  } catch {
    return false
  }
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function remove(file: string): boolean {
  try {
    rmSync(file, { force: true })
    return true
  } catch {
    return false
  }
}
