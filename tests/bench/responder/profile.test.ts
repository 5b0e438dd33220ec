import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { readProfile } from './profile.ts'

const ROOT = '/project'
const url = (path: string) => pathToFileURL(join(ROOT, path)).href

/** Writes a profile in which each node is sampled as often as its `times` say, 100 µs each. */
function writeProfile(
  nodes: { functionName: string; url?: string; children?: number[]; times?: number }[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-profile-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const samples = nodes.flatMap(({ times = 0 }, id) => Array.from({ length: times }, () => id))
  const profile = {
    nodes: nodes.map(({ functionName, url: from = '', children = [] }, id) => ({
      id,
      callFrame: { functionName, url: from, lineNumber: 9 },
      children,
    })),
    samples: [...samples, 0],
    timeDeltas: [0, ...samples.map(() => 100)],
  }
  const file = join(folder, 'test.cpuprofile')
  writeFileSync(file, JSON.stringify(profile))
  return file
}

it('gives a file the time of what it calls in the runtime, and a package that of all its files', () => {
  const { busy, files, areas } = readProfile(
    writeProfile([
      { functionName: '(root)', children: [1, 2, 5] },
      { functionName: '(idle)', times: 50 },
      { functionName: 'insert', url: url('src-main/store.ts'), children: [3, 4], times: 1 },
      { functionName: 'run', times: 4 },
      { functionName: 'parse', url: url('node_modules/saxes/a.js'), times: 2 },
      { functionName: '', url: url('node_modules/saxes/b.js'), times: 1 },
    ]),
    ROOT,
  )
  expect(busy).toBe(800)
  expect(files.filter(({ self }) => self > 0)).toEqual([
    { place: 'src-main/store.ts', self: 500, native: 400 },
    { place: 'node_modules/saxes', self: 300, native: 0 },
  ])
  expect(areas.slice(0, 2).map(({ place, self }) => [place, self])).toEqual([
    ['our files', 500],
    ['packages', 300],
  ])
})

it('counts a function that calls itself once in its total', () => {
  const walk = { functionName: 'walk', url: url('src-core/walk.ts') }
  const { functions } = readProfile(
    writeProfile([
      { functionName: '(root)', children: [1] },
      { ...walk, children: [2], times: 1 },
      { ...walk, children: [3], times: 2 },
      { functionName: 'leaf', url: url('src-core/leaf.ts'), times: 2 },
    ]),
    ROOT,
  )
  expect(functions.slice(0, 2)).toEqual([
    { name: 'walk', place: 'src-core/walk.ts:10', self: 300, total: 500 },
    { name: 'leaf', place: 'src-core/leaf.ts:10', self: 200, total: 200 },
  ])
})
