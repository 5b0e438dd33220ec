import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import codecPeers from '../codec/package.json' with { type: 'json' }
import responderPeers from '../responder/package.json' with { type: 'json' }
import { readResults } from './bench-document.ts'
import { drawPlot } from './plot.ts'
import { describeResults, SECTIONS } from './write-performance.ts'

const root = join(import.meta.dirname, '../../..')
const results = readResults()
const files = describeResults(results)

/** It keeps the form of docs/performance.md honest. Figures are of one run on one machine and nothing to assert. */
describe('docs/performance.md', () => {
  it('is what the kept results say, and so are its plots: npm run bench -- document --write', () => {
    for (const [file, text] of files) expect(readFileSync(join(root, file), 'utf8'), file).toBe(text)
  })

  it('is not of a short run', () => {
    expect(results.effort).toBe('thorough')
  })

  it.each([
    ['zh', 'docs/performance.md'],
    ['en', 'docs/performance.en.md'],
  ] as const)(
    'in %s has each section with its plot, the machine, the versions and the day',
    (language, file) => {
      const text = files.get(file)!
      for (const { id, title } of SECTIONS) {
        expect(text).toContain(`\n## ${title[language]}\n`)
        expect(text).toContain(`](performance/${id}.svg)`)
      }
      const { cpu, node, mpscope } = results.machine
      for (const part of [cpu, `Node ${node}`, `mpscope ${mpscope}`, results.day])
        expect(text).toContain(part)
      const peers = { ...codecPeers.dependencies, ...responderPeers.dependencies }
      for (const [name, version] of Object.entries(peers)) expect(text).toContain(`${name} ${version}`)
    },
  )
})

describe('a plot', () => {
  const plot = drawPlot({
    title: 'a & b',
    x: { label: 'x', marks: [{ at: 1, label: '1' }, { at: 100, label: '100' }] }, // prettier-ignore
    y: { label: 'y', marks: [{ at: 0, label: '0' }, { at: 10, label: '10' }] }, // prettier-ignore
    lines: [
      { name: 'ours', isOurs: true, points: [[1, 0], [10, 5], [100, 5]] }, // prettier-ignore
      { name: '<theirs>', isOurs: false, points: [[1, 5], [100, 5]] }, // prettier-ignore
    ],
  })

  it('has a line for each, the middle of a logarithmic axis in the middle, and text that is escaped', () => {
    const [ours] = [...plot.matchAll(/points="([^"]+)"/g)].map(([, points]) => points!.split(' '))
    const [first, middle, last] = ours!.map((point) => point.split(',').map(Number))
    expect(middle![0]).toBe((first![0]! + last![0]!) / 2)
    expect(middle![1]).toBe(last![1])
    expect(plot).toContain('aria-label="a &amp; b"')
    expect(plot).toContain('&lt;theirs&gt;')
  })

  it('keeps apart the names of lines that end together', () => {
    const heights = [...plot.matchAll(/<text x="488" y="([\d.]+)"/g)].map(([, y]) => Number(y))
    expect(heights).toHaveLength(2)
    expect(Math.abs(heights[0]! - heights[1]!)).toBeGreaterThanOrEqual(16)
  })

  it('runs no script and loads nothing', () => {
    expect(plot).not.toMatch(/<script|href=|url\(|@import/)
  })
})
