import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { tunnelPrograms } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'
import type { RunningTunnel, TunnelEnd, TunnelHost, TunnelListener } from '../../../src-core/ports/tunnels.ts'
import { pickEnvironment } from './environment.ts'
import { findProgram, versionArguments } from './find-program.ts'
import type { ProgramFile, ProgramPlaces } from './find-program.ts'
import { createLineReader } from './output-lines.ts'
import { endGroup, nameRunning } from './process-group.ts'
import type { TunnelRecord, TunnelRecords } from './tunnel-records.ts'
import { createVersions } from './versions.ts'

/** The time to end by itself when asked, and to be gone when made to. Closing a terminal's workbench takes 3 s at most. */
const STEPS = [
  { signal: 'SIGTERM', withinMs: 1500 },
  { signal: 'SIGKILL', withinMs: 1000 },
] as const

/** The time after its end in which its last lines may come. */
const LAST_LINES_MS = 300

/**
 * Threat: whoever reaches the control channel, or sends requests through the tunnel, makes the workbench run something.
 * Programs are started without a shell, from a table of names, with arguments that the core has made of checked fields,
 * with few of our variables, and with nothing on their input.
 */
export function createTunnelHost(places: ProgramPlaces, records: TunnelRecords): TunnelHost {
  const environment = pickEnvironment(places.environment)
  const askVersion = createVersions(environment)

  return {
    find: () =>
      Promise.all(
        tunnelPrograms.map(async (program) => {
          const found = findProgram(program, places)
          const version = found && (await askVersion(found, versionArguments(program)))
          return { program, path: found?.path ?? null, version }
        }),
      ),
    start(program, args, listener) {
      const found = findProgram(program, places)
      return found && start(program, found, args, listener)
    },
    async findLeftOver() {
      const left = await Promise.all(records.list().map(checkRecord))
      return left
        .filter((record) => record !== null)
        .toSorted((one, other) => one.since - other.since)
        .map(({ program, pid, since }) => ({ program, pid, since, stays: false }))
    },
    async endLeftOver(pid) {
      const record = records.list().find((one) => one.pid === pid)
      if (!record) return true
      const isGone = async () => (await nameRunning(pid)) !== record.process
      for (const { signal, withinMs } of STEPS) {
        // Asked anew before each signal: the number may be another's by now.
        if (!(await isGone())) endGroup(pid, signal)
        if (await becomesTrue(isGone, withinMs)) {
          records.remove(pid)
          return true
        }
      }
      return false
    },
    forgetLeftOver: records.remove,
  }

  /** Returns null, and forgets it, if it does not run; and null if its own workbench still looks after it. */
  async function checkRecord(record: TunnelRecord): Promise<TunnelRecord | null> {
    if ((await nameRunning(record.pid)) !== record.process) {
      records.remove(record.pid)
      return null
    }
    const owner = await nameRunning(record.owner.pid)
    return owner !== '' && owner === record.owner.process ? null : record
  }

  function start(
    program: TunnelProgram,
    { path, file, before }: ProgramFile,
    args: readonly string[],
    listener: TunnelListener,
  ): RunningTunnel {
    let child: ChildProcess
    try {
      child = spawn(file, [...before, ...args], {
        shell: false,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that what it starts ends with it. On Windows this would open a window.
        detached: process.platform !== 'win32',
        windowsHide: true,
        // It may leave files where it runs; the folder of the workbench is no place for them.
        cwd:
          [environment['HOME'], environment['USERPROFILE']].find((home) => home && existsSync(home)) ??
          tmpdir(),
        env: environment,
      })
    } catch (error) {
      queueMicrotask(() => listener.ended({ code: null, signal: null, error: codeOf(error) }))
      return { stop: () => Promise.resolve(true) }
    }
    return follow(child, { program, path }, listener)
  }

  function follow(
    child: ChildProcess,
    { program, path }: { program: TunnelProgram; path: string },
    listener: TunnelListener,
  ): RunningTunnel {
    const { pid } = child
    let isOver = false
    let isTold = false
    const whenOver: (() => void)[] = []
    const killNow = () => pid !== undefined && endGroup(pid, 'SIGKILL')
    process.on('exit', killNow)

    const readers = [child.stdout, child.stderr].map((stream) => {
      const reader = createLineReader((line) => isTold || listener.line(line))
      stream?.on('data', reader.push)
      // Its own end says all.
      stream?.on('error', () => {})
      return reader
    })

    function tellEnd(end: TunnelEnd): void {
      if (isTold) return
      for (const reader of readers) reader.end()
      isTold = true
      listener.ended(end)
    }
    function over(end: TunnelEnd): void {
      if (isOver) return
      isOver = true
      process.off('exit', killNow)
      if (pid !== undefined) {
        // What it has started has no reason to stay.
        endGroup(pid, 'SIGKILL')
        records.remove(pid)
      }
      for (const resolve of whenOver) resolve()
      // A process that it left outside its group may hold the pipes open.
      const timer = setTimeout(() => tellEnd(end), LAST_LINES_MS)
      child.once('close', () => {
        clearTimeout(timer)
        tellEnd(end)
      })
    }
    child.once('exit', (code, signal) => over({ code, signal, error: null }))
    child.once('error', (error) => {
      // Also if a signal could not be sent; then it still runs.
      if (pid !== undefined) return
      over({ code: null, signal: null, error: codeOf(error) })
      tellEnd({ code: null, signal: null, error: codeOf(error) })
    })
    if (pid !== undefined) void record(pid)

    async function record(own: number): Promise<void> {
      const [name, owner] = await Promise.all([nameRunning(own), nameRunning(process.pid)])
      if (isOver || name === '') return
      records.add({
        program,
        path,
        pid: own,
        process: name,
        since: Date.now(),
        owner: { pid: process.pid, process: owner },
      })
    }

    return {
      async stop() {
        for (const { signal, withinMs } of STEPS) {
          if (isOver || pid === undefined) return true
          endGroup(pid, signal)
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, withinMs)
            whenOver.push(() => {
              clearTimeout(timer)
              resolve()
            })
          })
        }
        return isOver
      },
    }
  }
}

/** Looks again and again, since the processes are nobody's children. */
async function becomesTrue(isTrue: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  while (!(await isTrue())) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
}
