import { readFileSync } from 'node:fs'

/** Returns the megabytes of memory that a process holds; null where the system does not tell. */
export function readRss(pid: number): number | null {
  return readMegabytes(`/proc/${pid}/status`, /^VmRSS:\s+(\d+)/m)
}

/** Returns the same, in which memory that is shared counts for each process in part. */
export function readPss(pid: number): number | null {
  return readMegabytes(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+)/m)
}

function readMegabytes(file: string, line: RegExp): number | null {
  try {
    const kilobytes = line.exec(readFileSync(file, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}
