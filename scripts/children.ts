import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { watchNpm } from '../src-main/terminal/npm-parent.ts'

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

/** The processes that were started here. They end when this process is told to end. */
export interface Children {
  /** True once this process was told to end: nothing more may be started then. */
  interrupted(): boolean
  start(command: string, args: string[], options: SpawnOptions): ChildProcess
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Takes over the signals of `process`: it passes them on, and the children's endings decide when it ends. */
export function createChildren(process: NodeJS.Process): Children {
  const running = new Set<ChildProcess>()
  let interrupted = false
  function passOn(signal: NodeJS.Signals): void {
    interrupted = true
    for (const child of running) child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, passOn)
  watchNpm(process, () => passOn('SIGTERM'))
  return {
    interrupted: () => interrupted,
    start(command, args, options) {
      const child = spawn(command, args, options)
      running.add(child)
      child.once('exit', () => running.delete(child))
      child.once('error', () => running.delete(child))
      return child
    },
  }
}

/** Always resolves; a program that cannot be run counts as one that failed. */
export function waitFor(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 1, signal: null }))
  })
}
