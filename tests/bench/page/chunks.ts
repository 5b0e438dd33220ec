import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The most bytes of scripts, not compressed, that the page may start with. */
export const MOST_START_BYTES = 275_000

/**
 * Returns the sizes in bytes of the built scripts, not compressed: of those that the page starts with, which
 * `index.html` names, together with what they import before they run; and of all.
 */
export function findChunks(page: string): { first: number; all: number } {
  const assets = join(page, 'assets')
  const scripts = new Map(
    readdirSync(assets)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readFileSync(join(assets, name))] as const),
  )
  const needed = new Set<string>()
  function take(name: string): void {
    const script = scripts.get(name)
    if (!script || needed.has(name)) return
    needed.add(name)
    for (const [, imported] of script.toString().matchAll(/\bfrom\s*["']\.\/([^"']+)["']/g)) take(imported!)
    for (const [, imported] of script.toString().matchAll(/\bimport\s*["']\.\/([^"']+)["']/g)) take(imported!)
  }
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  for (const [, script] of html.matchAll(/(?:src|href)="[^"]*?([^/"]+\.js)"/g)) take(script!)
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + scripts.get(name)!.length, 0)
  return { first: sizeOf(needed), all: sizeOf(scripts.keys()) }
}
