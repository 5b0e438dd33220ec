import type { Side } from '../../features/fields/useCounterparts.ts'

/** Returns the side for a file, by the beginning of its text, else by the end of its name; null if neither tells. */
export function documentSide(text: string, name: string): Side | null {
  const first = /\S/.exec(text)?.[0]
  if (first === '<') return 'xml'
  if (first === '{' || first === '[') return 'json'
  if (/\.xml$/i.test(name)) return 'xml'
  return /\.json$/i.test(name) ? 'json' : null
}
