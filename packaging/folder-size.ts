import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Returns the bytes of all files in a folder; what a link leads to counts where it stands. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
