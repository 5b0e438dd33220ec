import type { Side } from '../../features/fields/useCounterparts.ts'

/** The side that a file belongs on: as its text begins, else as its name ends; null where neither tells. */
export function documentSide(text: string, name: string): Side | null {
  const first = /\S/.exec(text)?.[0]
  if (first === '<') return 'xml'
  if (first === '{' || first === '[') return 'json'
  if (/\.xml$/i.test(name)) return 'xml'
  return /\.json$/i.test(name) ? 'json' : null
}
