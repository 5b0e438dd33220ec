import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Checks that every guard SECURITY.md names against a threat exists. */

const root = join(import.meta.dirname, '../..')

interface Row {
  threat: string
  /** Files. */
  guards: string[]
  /** `file › title` */
  tests: string[]
}

const rows = readRows(readFileSync(join(root, 'SECURITY.md'), 'utf8'))

/** Returns the rows of all tables of three columns whose second is `Guard`. */
function readRows(text: string): Row[] {
  const found: Row[] = []
  let isGuards = false
  for (const line of text.split('\n')) {
    const cells = line.split('|').slice(1, -1)
    if (cells.length !== 3) isGuards = false
    else if (cells[1]!.trim() === 'Guard') isGuards = true
    else if (isGuards && !/^[\s-]+$/.test(cells[0]!)) found.push(toRow(cells))
  }
  return found
}

function toRow([threat = '', guards = '', tests = '']: string[]): Row {
  const spans = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  return { threat: threat.trim(), guards: spans(guards), tests: spans(tests) }
}

/** Returns whether the file has a test, or tests made from a table, of this title. */
function isTest(named: string): boolean {
  const [file = '', title = ''] = named.split(' › ')
  if (!existsSync(join(root, file)) || title === '') return false
  const text = readFileSync(join(root, file), 'utf8')
  return ["'", '"', '`'].some((quote) => text.includes(quote + title + quote))
}

describe('SECURITY.md', () => {
  it('has a guard and a test for each threat', () => {
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter(({ guards, tests }) => guards.length === 0 || tests.length === 0)).toEqual([])
  })

  it('names guards that there are', () => {
    const guards = rows.flatMap((row) => row.guards)
    expect(guards.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })

  it('names tests that there are', () => {
    const tests = rows.flatMap((row) => row.tests)
    expect(tests.filter((named) => !isTest(named))).toEqual([])
  })

  it('would notice a test that is gone', () => {
    expect(isTest('tests/architecture/security.test.ts › names tests that there are')).toBe(true)
    expect(isTest('tests/architecture/security.test.ts › names tests that there were')).toBe(false)
    expect(isTest('tests/architecture/nowhere.test.ts › names tests that there are')).toBe(false)
  })
})
