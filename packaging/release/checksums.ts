import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PackagingError } from '../project.ts'

export const SUMS_FILE = 'SHA256SUMS'

/** Returns a line for each file of the folder, as `sha256sum --check` reads it. */
export function writeChecksums(folder: string): string {
  const files = readdirSync(folder)
    .filter((file) => file !== SUMS_FILE)
    .toSorted()
  return files
    .map((file) => {
      const sum = createHash('sha256').update(readFileSync(join(folder, file)))
      return `${sum.digest('hex')}  ${file}\n`
    })
    .join('')
}

/** Returns the sums by file. Throws a `PackagingError` that names the line which is none. */
export function readChecksums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line, at) => {
      const [, sum, file] = /^([0-9a-f]{64}) [ *]([^/\\]+)$/.exec(line) ?? []
      if (sum === undefined || file === undefined) {
        throw new PackagingError(`${SUMS_FILE}, line ${at + 1} is not "SHA-256, two blanks, file": ${line}`)
      }
      return [file, sum]
    }),
  )
}
