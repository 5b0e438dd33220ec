import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/styles/tokens.css'), 'utf8')
const [ordinary = '', high = ''] = css.split('@variant high-contrast')

type Colours = Record<string, string>

/** Returns the colours of a part of the file: those for light (0) or for dark (1). */
function readColours(part: string, scheme: 0 | 1): Colours {
  const rows = part.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return Object.fromEntries([...rows].map((row) => [row[1]!, row[2 + scheme]!]))
}

/** Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function measureContrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const TEXTS = ['ink', 'muted', 'quiet', 'accent', 'accepted', 'ignored', 'retried', 'fault', 'rejected']
const CODE = ['code-tag', 'code-string', 'code-value', 'code-mark']
const GROUNDS = ['ground', 'raised', 'sunken']

/** Returns the pairs that are too weak, as text. */
function findWeak(colours: Colours, pairs: [string, string][], least: number): string[] {
  return pairs.flatMap(([text, ground]) => {
    const ratio = measureContrast(colours[text]!, colours[ground]!)
    return ratio >= least ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`]
  })
}

const across = (texts: string[], grounds: string[]) =>
  texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground]))

const SOFT: [string, string][] = [
  ['ink', 'accent-soft'],
  ['ink', 'fault-soft'],
  ['ink', 'retried-soft'],
  ['ink', 'hover'],
  ['muted', 'hover'],
  ['accent', 'accent-soft'],
  ['fault', 'fault-soft'],
  ['retried', 'retried-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours, %s', (_name, scheme) => {
  const usual = readColours(ordinary, scheme)
  const contrast = { ...usual, ...readColours(high, scheme) }

  it('have AA for every text', () => {
    const pairs = [...across(TEXTS, GROUNDS), ...across(CODE, ['ground']), ...SOFT]
    expect(findWeak(usual, pairs, 4.5)).toEqual([])
  })

  it('have AAA for every text in high contrast, and lines that are seen', () => {
    const pairs = [...across(TEXTS, GROUNDS), ...across(CODE, ['ground']), ...SOFT]
    expect(findWeak(contrast, pairs, 7)).toEqual([])
    expect(findWeak(contrast, across(['line', 'line-strong'], [...GROUNDS, 'hover']), 3)).toEqual([])
  })

  it('are all told anew in high contrast', () => {
    expect(Object.keys(readColours(high, scheme))).toEqual(Object.keys(usual))
  })
})
