import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** No signal tells a running job that it is brought to the foreground. */
const LOOK_EVERY_MS = 1000

/**
 * Calls `run` whenever Enter is pressed, or a line comes in over a pipe. Returns a function that stops it, after which
 * the input no longer keeps the process alive.
 *
 * A job in the background (`mpscope serve &`) that reads from the terminal is stopped by the system. So only who stands
 * in the foreground reads, and who is brought there (`fg`) begins to.
 */
export function onEnter(stdin: NodeJS.ReadableStream & { isTTY?: boolean }, run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const follow = () => {
    clearTimeout(timer)
    if (!stdin.isTTY || isInForeground()) return void stdin.resume()
    stdin.pause()
    timer = setTimeout(follow, LOOK_EVERY_MS).unref()
  }
  const listen = (chunk: Buffer | string) => {
    if (chunk.includes('\n')) run()
  }
  // A terminal that has gone away, or an input that was never open: then there is nobody to press anything.
  stdin.on('error', () => stdin.pause())
  follow()
  stdin.on('data', listen)
  // After Ctrl+Z, in either place.
  process.on('SIGCONT', follow)
  return () => {
    clearTimeout(timer)
    process.off('SIGCONT', follow)
    stdin.off('data', listen)
    stdin.pause()
  }
}

/** Returns true if the terminal belongs to our process group at the moment. */
function isInForeground(): boolean {
  if (process.platform === 'win32') return true
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'utf8' }).includes(
        '+',
      )
    }
    // proc_pid_stat(5): after the name, which may hold anything but ends with the last bracket: state, parent, process
    // group, session, terminal, and the terminal's foreground process group.
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return group === foreground
  } catch {
    return false
  }
}
