import { parseArgs } from 'node:util'
import { say } from '../say.ts'
import { createDocuments } from './documents.ts'
import type { Engine } from './engine.ts'
import { checkSets, measureFidelity } from './fidelity.ts'
import { createOurEngine, createUncheckedEngine } from './our-engines.ts'
import { loadPeers } from './peers.ts'
import { count, formatResults } from './report.ts'
import type { Results } from './report.ts'
import { measureSpeed } from './speed.ts'
import type { Effort } from './speed.ts'
import { MALFORMED, WELL_FORMED } from './tricky-set.ts'

export const SMALL: Effort = {
  samples: 15,
  sampleMs: 12,
  warmUpMs: 250,
  budgetMs: 25_000,
  collectsGarbage: false,
}
export const BIG: Effort = { samples: 3, sampleMs: 0, warmUpMs: 0, budgetMs: 70_000, collectsGarbage: true }

/**
 * Compares the codec with its peers in one process: the time that each takes, and the XML that each gives back.
 * `--quick` makes a short run, `--json` is for machines. Resolves to the exit code: 1 if our own codec changes an input
 * without a word or takes a malformed one.
 */
export async function benchCodec(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  })
  const peers = await findPeers()
  if (peers === undefined) {
    console.error('The peers are not installed: npm --prefix tests/bench/codec ci')
    return 1
  }
  const results = measure(peers, values.quick)
  console.log(values.json ? toJson(results) : formatResults(results))
  const ours = results.fidelity.filter(({ engine }) => engine.name in results.unchecked)
  return ours.some((one) => count(one, 'silent') + one.taken.length > 0) ? 1 : 0
}

/** Returns `undefined` if the peers are not installed. */
export async function findPeers(): Promise<Engine[] | undefined> {
  try {
    return await loadPeers()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw cause
  }
}

function measure(others: Engine[], quick: boolean): Results {
  checkSets(WELL_FORMED, MALFORMED)
  const ours = [createOurEngine('lossless'), createOurEngine('simple')]
  const unchecked = [createUncheckedEngine('lossless'), createUncheckedEngine('simple')]
  const { small, big } = createDocuments(quick ? 1 : 5)
  const engines = [...ours, ...unchecked, ...others]
  const smallEffort = quick ? { ...SMALL, samples: 5, sampleMs: 6, warmUpMs: 80 } : SMALL
  const bigEffort = quick ? { ...BIG, samples: 1 } : BIG
  const speed = [
    ...small.map((document) => ({ document, effort: smallEffort })),
    { document: big, effort: bigEffort },
  ].map(({ document, effort }) => {
    say(`Measuring ${document.name}, ${document.size} …`)
    return measureSpeed(engines, document, effort)
  })
  // Runs after the speed test: no engine should be warmed up on the tricky inputs.
  say('Comparing what comes back …')
  const fidelity = [...ours, ...others].map((engine) => measureFidelity(engine, WELL_FORMED, MALFORMED))
  return {
    speed,
    unchecked: Object.fromEntries(ours.map(({ name }, index) => [name, unchecked[index]!.name])),
    fidelity,
    wellFormed: Object.keys(WELL_FORMED).length,
    malformed: Object.keys(MALFORMED).length,
  }
}

function toJson({ speed, fidelity, ...rest }: Results): string {
  const plain = {
    node: process.version,
    ...rest,
    speed: speed.map(({ document, samples, engines }) => ({
      document: document.name,
      bytes: Buffer.byteLength(document.xml),
      samples,
      engines: engines.map(({ engine, ...figures }) => ({ engine: engine.name, ...figures })),
    })),
    fidelity: fidelity.map(({ engine, wellFormed, taken }) => ({
      engine: engine.name,
      settings: engine.settings,
      wellFormed,
      taken,
    })),
  }
  return JSON.stringify(plain, null, 2)
}
