import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Puts programs, each the text of a script that Node runs, before those of this machine. Returns a function that takes
 * them away again.
 */
export function offerPrograms(dataDir: string, programs: Readonly<Record<string, string>>): () => void {
  const folder = join(dataDir, 'bin')
  mkdirSync(folder)
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!${process.execPath}\n${script}\n`, { mode: 0o755 })
  const { PATH } = process.env
  process.env['PATH'] = `${folder}${delimiter}${PATH}`
  return () => void (process.env['PATH'] = PATH)
}
