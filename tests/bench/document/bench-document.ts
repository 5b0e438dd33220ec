import { readFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import manifest from '../../../package.json' with { type: 'json' }
import { say } from '../say.ts'
import type { Effort, Machine, Results } from './section.ts'
import { describeResults, SECTIONS } from './write-performance.ts'

const root = join(import.meta.dirname, '../../..')
export const RESULTS = join(root, 'docs/performance/results.json')

/**
 * Measures every section in one run and writes docs/performance.md with its plots. `--write` measures nothing and
 * writes it anew from the results that are kept; `--quick` is a short run, to try. Resolves to the exit code.
 */
export async function benchDocument(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  })
  const results = values.write ? readResults() : await measure(values.quick ? 'quick' : 'thorough')
  mkdirSync(join(root, 'docs/performance'), { recursive: true })
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  for (const [file, text] of describeResults(results)) {
    writeFileSync(join(root, file), text)
    say(file)
  }
  return 0
}

export function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results
}

async function measure(effort: Effort): Promise<Results> {
  const figures: Results['figures'] = {}
  for (const section of SECTIONS) figures[section.id] = await section.measure(effort)
  return { day: new Date().toISOString().slice(0, 10), effort, machine: describeMachine(), figures }
}

function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${arch()}`,
    node: process.version.slice(1),
    mpscope: manifest.version,
  }
}
