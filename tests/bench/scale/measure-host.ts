import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { medianOf } from '../median.ts'
import { say } from '../say.ts'
import type { AskFigures } from './ask-in-turn.ts'
import type { OpenFigures } from './host-process.ts'
import type { FilledHistory } from './with-histories.ts'

const run = promisify(execFile)
const HOST = join(import.meta.dirname, 'host-process.ts')

export interface HostFigures extends AskFigures {
  /** Milliseconds up to the first rows, from when the code is loaded; medians. */
  open: { ms: number; sinceStart: number; bareMs: number; ratio: number }
}

/** Measures our workbench without a page on a history, beside SQLite alone on the same file. */
export async function measureHost({ folder, rows }: FilledHistory, rounds: number): Promise<HostFigures> {
  const pairs: { ours: OpenFigures; bare: OpenFigures }[] = []
  for (let round = 0; round < rounds; round++) {
    say(`opening, round ${round + 1} of ${rounds}`)
    pairs.push({
      ours: await ask<OpenFigures>('open', folder),
      bare: await ask<OpenFigures>('open-bare', folder),
    })
  }
  say('asking')
  const asked = await ask<AskFigures>('ask', folder, String(rounds))
  if (asked.rows !== rows) throw new Error(`The history has ${asked.rows} exchanges left of ${rows}.`)
  return {
    open: {
      ms: medianOf(pairs.map(({ ours }) => ours.ms)),
      sinceStart: medianOf(pairs.map(({ ours }) => ours.sinceStart)),
      bareMs: medianOf(pairs.map(({ bare }) => bare.ms)),
      ratio: medianOf(pairs.map(({ ours, bare }) => ours.ms / bare.ms)),
    },
    ...asked,
  }
}

async function ask<Figures>(...args: string[]): Promise<Figures> {
  const { stdout } = await run(process.execPath, [HOST, ...args])
  return JSON.parse(stdout) as Figures
}
