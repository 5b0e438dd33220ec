/** What a Linux program says of itself in its ELF header and its symbols. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { PackagingError } from '../project.ts'

/** By `e_machine`; these are the two that Electron is released for and people's desktops have. */
const DEBIAN_ARCHITECTURES: Record<number, string> = { 0x3e: 'amd64', 0xb7: 'arm64' }

export function isElf(file: string): boolean {
  return readHead(file).subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'))
}

/** Throws a `PackagingError` if there is no package of such a machine. */
export function findDebianArchitecture(file: string): string {
  const architecture = isElf(file) ? DEBIAN_ARCHITECTURES[readHead(file).readUInt16LE(18)] : undefined
  if (architecture === undefined) throw new PackagingError(`${file} is no program for Linux on x64 or arm64`)
  return architecture
}

/** Returns the oldest glibc that has all symbols which these programs ask for, such as `2.25`. */
export function findOldestGlibc(files: string[]): string {
  const minors = files.flatMap((file) =>
    [...readFileSync(file, 'latin1').matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor)),
  )
  return `2.${Math.max(0, ...minors)}`
}

function readHead(file: string): Buffer {
  const head = Buffer.alloc(64)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, head, 0, head.length, 0)
    return head
  } finally {
    closeSync(handle)
  }
}
