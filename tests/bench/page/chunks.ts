import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns the sizes in bytes of the built scripts, not compressed: of the one that the page starts with (and those that
 * it imports before it runs), and of all.
 */
export function findChunks(page: string): { first: number; all: number } {
  const assets = join(page, 'assets')
  const scripts = new Map(
    readdirSync(assets)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readFileSync(join(assets, name))] as const),
  )
  const [, entry = ''] = /src="[^"]*?([^/"]+\.js)"/.exec(readFileSync(join(page, 'index.html'), 'utf8')) ?? []
  const needed = new Set<string>()
  function take(name: string): void {
    const script = scripts.get(name)
    if (!script || needed.has(name)) return
    needed.add(name)
    for (const [, imported] of script.toString().matchAll(/\bfrom\s*["']\.\/([^"']+)["']/g)) take(imported!)
    for (const [, imported] of script.toString().matchAll(/\bimport\s*["']\.\/([^"']+)["']/g)) take(imported!)
  }
  take(entry)
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + scripts.get(name)!.length, 0)
  return { first: sizeOf(needed), all: sizeOf(scripts.keys()) }
}
