import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tunnelPrograms } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'
import type { ProcessName } from '../processes.ts'

/** A tunnel program that runs, so that the next start finds it if this process is killed. */
export interface TunnelRecord extends ProcessName {
  program: TunnelProgram
  path: string
  /** Epoch milliseconds. */
  since: number
  /** The workbench that started it. */
  owner: ProcessName
}

/** Keeps a file for each running program; several workbenches may share the folder. */
export interface TunnelRecords {
  list(): TunnelRecord[]
  add(record: TunnelRecord): void
  remove(pid: number): void
}

/** Keeps nothing if `folder` is null. A file that cannot be written costs the notice of the next start, and no tunnel. */
export function createTunnelRecords(folder: string | null, report: (error: unknown) => void): TunnelRecords {
  if (folder === null) return { list: () => [], add: () => {}, remove: () => {} }
  const fileOf = (pid: number) => join(folder, `${pid}.json`)
  return {
    list() {
      try {
        return readdirSync(folder).flatMap((name) => read(join(folder, name)) ?? [])
      } catch {
        // There is no such folder before the first tunnel.
        return []
      }
    },
    add(record) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(fileOf(record.pid), JSON.stringify(record), { mode: 0o600 })
      } catch (error) {
        report(error)
      }
    },
    remove(pid) {
      try {
        rmSync(fileOf(pid), { force: true })
      } catch (error) {
        report(error)
      }
    },
  }
}

/** Returns null for a file that is no record of ours, or was cut short. */
function read(file: string): TunnelRecord | null {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as TunnelRecord
    const { pid, process: name, program, path, since, owner } = record
    const isWhole =
      isNumber(pid) &&
      typeof name === 'string' &&
      name !== '' &&
      tunnelPrograms.includes(program) &&
      typeof path === 'string' &&
      isNumber(since) &&
      isNumber(owner.pid) &&
      typeof owner.process === 'string'
    return isWhole ? record : null
  } catch {
    return null
  }
}

/** As a number of a process, 0 and negative ones stand for whole groups. */
function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 1
}
