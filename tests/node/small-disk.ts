import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Why no disk can be mounted here, for the names of the tests that need one; null if one can. */
export const noMount =
  process.platform === 'linux' && process.getuid?.() === 0 && tryMount() ? null : 'needs root and mount'

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface SmallDisk {
  folder: string
  /** Fills it until only so many bytes are free. */
  fillUpTo(free: number): void
  /** Removes what `fillUpTo` wrote. */
  empty(): void
  setReadOnly(readOnly: boolean): void
}

/** Mounts a disk of its own of so many KiB, unmounted with the test. */
export function mountDisk(kibibytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=700`, 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  const filler = join(folder, 'filler')
  return {
    folder,
    fillUpTo(free) {
      const { bavail, bsize } = statfsSync(folder)
      const descriptor = openSync(filler, 'a')
      let rest = bavail * bsize - free
      while (rest > 0) rest -= writeSync(descriptor, Buffer.alloc(Math.min(rest, 64 * 1024)))
      closeSync(descriptor)
    },
    empty: () => rmSync(filler, { force: true }),
    setReadOnly(readOnly) {
      execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder])
    },
  }
}
