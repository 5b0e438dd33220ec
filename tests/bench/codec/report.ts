import { formatTable } from '../table.ts'
import type { Fidelity, Verdict } from './fidelity.ts'
import { DIRECTIONS } from './speed.ts'
import type { Direction, DocumentSpeed, EngineSpeed } from './speed.ts'

export interface Results {
  /** Ours comes first: the others are compared with it. */
  speed: DocumentSpeed[]
  /** Maps the name of each of our engines to the name of the same engine without the self-check. */
  unchecked: Record<string, string>
  fidelity: Fidelity[]
  wellFormed: number
  malformed: number
}

const VERDICTS: Record<Verdict, string> = {
  exact: 'exact',
  layout: 'layout only',
  said: 'lossy, said so',
  silent: 'WRONG, silent',
  refused: 'refused, rule',
  failed: 'failed',
}

function isGood(verdict: Verdict): boolean {
  return verdict === 'exact' || verdict === 'layout'
}

export function count({ wellFormed }: Fidelity, verdict: Verdict): number {
  return wellFormed.filter((one) => one.verdict === verdict).length
}

export function formatResults(results: Results): string {
  return [
    'Speed: time over that of mpscope lossless in the same round (median; below 1 is faster)',
    formatTable(createSpeedRows(results)),
    'read = XML text to JSON text, write = JSON text to XML text, trip = both; * = what came back is not the document',
    '',
    `What comes back of ${results.wellFormed} tricky well-formed inputs, and how many of ${results.malformed} malformed ones are taken without a word`,
    formatTable(createFidelityRows(results)),
    '',
    createReading(results),
  ].join('\n')
}

function createSpeedRows({ speed, unchecked }: Results): string[][] {
  const rows = [
    ['', ...speed.flatMap(({ document, samples }) => [document.name, document.size, `n=${samples} `])],
    ['', ...speed.flatMap(() => ['read', 'write', 'trip '])],
  ]
  const hidden = new Set(Object.values(unchecked))
  for (const [index, { engine }] of speed[0]!.engines.entries()) {
    if (hidden.has(engine.name)) continue
    const found = speed.map(({ engines }) => engines[index]!)
    rows.push([engine.name, ...found.flatMap(formatRatios)])
    if (index === 0) rows.push(['  for orientation', ...found.flatMap(formatTimes)])
    const twin = unchecked[engine.name]
    if (twin !== undefined) {
      rows.push(['  of it self-check', ...speed.flatMap((one) => formatShares(one, engine.name, twin))])
    }
  }
  return rows
}

function formatRatios({ ratio, verdict }: EngineSpeed): string[] {
  if (ratio === undefined) return ['-', '-', verdict]
  return DIRECTIONS.map((direction) => {
    const isMarked = direction === 'roundTrip' && !isGood(verdict)
    return ratio[direction].toFixed(2) + (isMarked ? '*' : gap(direction))
  })
}

function formatTimes({ milliseconds }: EngineSpeed): string[] {
  return DIRECTIONS.map((direction) => {
    const time = milliseconds?.[direction] ?? NaN
    return (time < 10 ? `${(time * 1000).toFixed(0)} µs` : `${time.toFixed(0)} ms`) + gap(direction)
  })
}

function formatShares(speed: DocumentSpeed, name: string, twin: string): string[] {
  const share = selfCheckShare(speed, name, twin)
  return DIRECTIONS.map((direction) => `${(share[direction] * 100).toFixed(0)} %${gap(direction)}`)
}

/** Returns room for the mark behind a round trip. */
function gap(direction: Direction): string {
  return direction === 'roundTrip' ? ' ' : ''
}

function selfCheckShare({ engines }: DocumentSpeed, name: string, twin: string): Record<Direction, number> {
  const whole = engines.find(({ engine }) => engine.name === name)?.ratio
  const part = engines.find(({ engine }) => engine.name === twin)?.ratio
  const share = (direction: Direction): number =>
    whole && part ? 1 - part[direction] / whole[direction] : NaN
  return { parse: share('parse'), build: share('build'), roundTrip: share('roundTrip') }
}

function createFidelityRows({ fidelity }: Results): string[][] {
  const verdicts = Object.keys(VERDICTS) as Verdict[]
  return [
    ['', ...Object.values(VERDICTS), 'malformed, taken'],
    ...fidelity.map((one) => [
      one.engine.name,
      ...verdicts.map((verdict) => String(count(one, verdict))),
      String(one.taken.length),
    ]),
  ]
}

/** Writes one sentence that is true for any figures. */
function createReading({ speed, unchecked, fidelity, wellFormed, malformed }: Results): string {
  const isOurs = (name: string): boolean => name in unchecked || Object.values(unchecked).includes(name)
  const ours = fidelity.filter(({ engine }) => isOurs(engine.name))
  const peers = fidelity.filter(({ engine }) => !isOurs(engine.name))
  const silent = (list: Fidelity[]): string => range(list.map((one) => count(one, 'silent')))
  const taken = (list: Fidelity[]): string => range(list.map((one) => one.taken.length))
  const slower = speed.flatMap(({ engines }) =>
    engines.flatMap(({ engine, ratio }) => (ratio && !isOurs(engine.name) ? [1 / ratio.roundTrip] : [])),
  )
  const [name = '', twin = ''] = Object.entries(unchecked)[0] ?? []
  const shares = speed.map((one) => Math.round(selfCheckShare(one, name, twin).roundTrip * 100))
  return (
    `Reading: without a word, mpscope changes ${silent(ours)} of ${wellFormed} inputs and takes ${taken(ours)} of ` +
    `${malformed} malformed ones, the peers ${silent(peers)} and ${taken(peers)}; ` +
    `its round trip takes ${range(slower.map((factor) => Number(factor.toFixed(1))))} times theirs, ` +
    `${range(shares)} % of it going back to check itself.`
  )
}

function range(values: number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least === most ? String(least) : `${least} to ${most}`
}
