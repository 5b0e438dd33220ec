import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { medianOf } from '../median.ts'
import type { BenchDocument } from './documents.ts'
import type { Engine } from './engine.ts'
import { judge } from './fidelity.ts'
import type { Verdict } from './fidelity.ts'

export interface Effort {
  samples: number
  /** One sample runs an engine as often as fits into this time, at least once. */
  sampleMs: number
  /** The warm-up of each engine and direction, before anything is measured. */
  warmUpMs: number
  /** No new round begins after this time. */
  budgetMs: number
  /** True for documents that leave much garbage: one engine's garbage must not be collected in another's time. */
  collectsGarbage: boolean
}

export const DIRECTIONS = ['parse', 'build', 'roundTrip'] as const
export type Direction = (typeof DIRECTIONS)[number]

export interface EngineSpeed {
  engine: Engine
  /** The verdict on this document. */
  verdict: Verdict
  /** Time over our time in the same round: the median over all rounds. Absent if the engine cannot do the document. */
  ratio?: Record<Direction, number>
  /** Median of a single conversion, for orientation only. */
  milliseconds?: Record<Direction, number>
}

export interface DocumentSpeed {
  document: BenchDocument
  samples: number
  engines: EngineSpeed[]
}

interface Runner {
  engine: Engine
  verdict: Verdict
  json: string
  iterations: { parse: number; build: number }
  rounds: Record<Direction, number>[]
}

/**
 * Measures the engines in rounds. In every round each engine converts the document once, one after another, so that
 * other work on the machine hits all of them alike; each is compared with the first engine of the same round.
 */
export function measureSpeed(engines: Engine[], document: BenchDocument, effort: Effort): DocumentSpeed {
  const collectGarbage = exposeGarbageCollector()
  const start = performance.now()
  const runners = engines.map((engine) => prepare(engine, document, effort))
  for (let round = 0; round < effort.samples; round++) {
    if (round > 0 && performance.now() - start > effort.budgetMs) break
    for (const runner of runners) {
      if (runner.json !== '') runner.rounds.push(sample(runner, document, effort, collectGarbage))
    }
  }
  const base = runners[0]!.rounds
  return { document, samples: base.length, engines: runners.map((runner) => summarise(runner, base)) }
}

function prepare(engine: Engine, document: BenchDocument, effort: Effort): Runner {
  const { verdict } = judge(engine, document.xml)
  const runner: Runner = { engine, verdict, json: '', iterations: { parse: 1, build: 1 }, rounds: [] }
  if (verdict === 'refused' || verdict === 'failed') return runner
  runner.json = engine.toJson(document.xml).text
  runner.iterations = {
    parse: warmUp(() => engine.toJson(document.xml), effort),
    build: warmUp(() => engine.toXml(runner.json), effort),
  }
  return runner
}

/**
 * Warms up and returns the number of runs in a sample. `judge` has run once already, so big documents are warm by now.
 */
function warmUp(run: () => unknown, { warmUpMs, sampleMs }: Effort): number {
  const start = performance.now()
  let fastest = Infinity
  do {
    const before = performance.now()
    run()
    fastest = Math.min(fastest, performance.now() - before)
  } while (performance.now() - start < warmUpMs)
  return Math.max(1, Math.round(sampleMs / fastest))
}

function sample(
  { engine, json, iterations }: Runner,
  { xml }: BenchDocument,
  { collectsGarbage }: Effort,
  collectGarbage: () => void,
): Record<Direction, number> {
  if (collectsGarbage) collectGarbage()
  const parse = time(() => engine.toJson(xml), iterations.parse)
  if (collectsGarbage) collectGarbage()
  const build = time(() => engine.toXml(json), iterations.build)
  return { parse, build, roundTrip: parse + build }
}

function time(run: () => unknown, iterations: number): number {
  const start = performance.now()
  for (let i = 0; i < iterations; i++) run()
  return (performance.now() - start) / iterations
}

function summarise({ engine, verdict, rounds }: Runner, base: Runner['rounds']): EngineSpeed {
  if (rounds.length === 0) return { engine, verdict }
  const over = (pick: (direction: Direction) => number[]): Record<Direction, number> => ({
    parse: medianOf(pick('parse')),
    build: medianOf(pick('build')),
    roundTrip: medianOf(pick('roundTrip')),
  })
  return {
    engine,
    verdict,
    ratio: over((direction) => rounds.map((round, index) => round[direction] / base[index]![direction])),
    milliseconds: over((direction) => rounds.map((round) => round[direction])),
  }
}

/**
 * Returns a function that collects the young garbage. A collection of all garbage would cost an engine more than that:
 * code that was optimized for objects of which none is left goes with them, so that a big document would show how long
 * an engine takes to be compiled again. Nor may code be thrown away that was not used for a few collections: it is that
 * of the engines whose turn it is not.
 */
function exposeGarbageCollector(): () => void {
  setFlagsFromString('--no-flush-bytecode')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: { type: 'minor' }) => void
  return () => collect({ type: 'minor' })
}
