import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { ProgramFile } from './find-program.ts'

/** A program that takes longer to say its version hangs. */
const WITHIN_MS = 3000

/** Asks a program for its version with these arguments; resolves to null if it does not say. Without any, it is not asked. */
export type AskVersion = (program: ProgramFile, args: readonly string[]) => Promise<string | null>

/**
 * Returns the function that asks, with these variables. A program that hangs ends with this process: in a window it has
 * inherited the connections of its other processes, which would go on for as long.
 */
export function createVersions(environment: NodeJS.ProcessEnv): AskVersion {
  const asked = new Set<ChildProcess>()
  const endAll = () => {
    for (const child of asked) child.kill('SIGKILL')
  }

  return ({ file, before }, args) => {
    if (args.length === 0) return Promise.resolve(null)
    const options = {
      env: environment,
      timeout: WITHIN_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 1024,
      windowsHide: true,
    } as const
    return new Promise((resolve) => {
      const child = execFile(file, [...before, ...args], options, (_error, stdout, stderr) => {
        asked.delete(child)
        if (asked.size === 0) process.off('exit', endAll)
        resolve(readVersion(`${stdout}\n${stderr}`))
      })
      if (asked.size === 0) process.on('exit', endAll)
      asked.add(child)
      child.stdin?.end()
    })
  }
}

/** Returns the first line that has a digit. */
function readVersion(output: string): string | null {
  const line = output.split(/[\r\n]+/).find((one) => /\d/.test(one))
  if (line === undefined) return null
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  const clean = line.replaceAll(/[\u0000-\u001f\u007f]/g, '').trim()
  return clean.slice(0, 100)
}
