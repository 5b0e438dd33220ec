/**
 * `npm run fuzz -- --count 200000 --seed N [--only http|xml|frames|settings|history] [--keep DIR]` feeds the workbench
 * with input that it should survive, and ends with exit code 1 if it does not. A failing input is kept in a file, which
 * `npm run fuzz -- --replay FILE` tries again. The same seed makes the same inputs.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { framesTarget } from './frames.ts'
import { fuzz, replay } from './fuzz.ts'
import type { Failure, Target } from './fuzz.ts'
import { historyTarget } from './history.ts'
import { httpTarget } from './http.ts'
import { settingsTarget } from './settings.ts'
import { xmlTarget } from './xml.ts'

/** The share of each target if no target is named: starting a workbench for each input takes its time. */
const TARGETS: { target: Target<unknown>; percent: number }[] = [
  { target: xmlTarget as Target<unknown>, percent: 40 },
  { target: httpTarget as Target<unknown>, percent: 40 },
  { target: framesTarget as Target<unknown>, percent: 16 },
  { target: settingsTarget as Target<unknown>, percent: 2 },
  { target: historyTarget as Target<unknown>, percent: 2 },
]

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    only: { type: 'string' },
    keep: { type: 'string' },
    replay: { type: 'string' },
  },
})
const scratch = mkdtempSync(join(tmpdir(), 'mpscope-fuzz-'))
const createFolder = () => mkdtempSync(join(scratch, 'data-'))
// Targets that need no other process run in this one: an error that escapes there is a failure as well.
const escaped: unknown[] = []
process.on('unhandledRejection', (reason) => escaped.push(reason))
process.on('uncaughtException', (error) => escaped.push(error))
try {
  process.exitCode = values.replay === undefined ? await run() : await tryAgain(values.replay)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function run(): Promise<number> {
  const [count, seed] = [Number(values.count), Number(values.seed)]
  const chosen = TARGETS.filter(({ target }) => values.only === undefined || target.name === values.only)
  if (chosen.length === 0 || !(count > 0) || !Number.isInteger(seed)) {
    console.error(
      'usage: npm run fuzz -- --count N --seed N [--only http|xml|frames|settings|history] [--keep DIR]',
    )
    return 2
  }
  if (!existsSync(join(import.meta.dirname, '../../out/renderer/index.html')))
    console.log('The page is not built (npm run build): the control port has no files to serve.')
  console.log(`seed ${seed}`)
  let failed = 0
  for (const { target, percent } of chosen) {
    const share = values.only === undefined ? Math.ceil((count * percent) / 100) : count
    const begun = performance.now()
    const { tried, residentMb, failure } = await fuzz(target, {
      count: share,
      seed,
      createFolder,
      onProgress: (done) =>
        process.stderr.isTTY && process.stderr.write(`\r${target.name} ${done}/${share} `),
    })
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.log(
      `\r${target.name}: ${tried} of ${share} tried in ${seconds} s, RSS ${residentMb.before} → ${residentMb.after} MB, ` +
        (failure ? 'FAILED' : 'ok'),
    )
    if (failure) keep(failure, seed)
    if (failure) failed++
  }
  for (const what of escaped) console.error('escaped:', what)
  return failed + escaped.length > 0 ? 1 : 0
}

function keep(failure: Failure, seed: number): void {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'mpscope-fuzz-kept-'))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${failure.target}-${seed}.json`)
  writeFileSync(file, JSON.stringify({ ...failure, seed }, null, 2))
  console.error(failure.message)
  console.error(`${failure.inputs.length} input(s) kept; again: npm run fuzz -- --replay ${file}`)
}

async function tryAgain(file: string): Promise<number> {
  const { target: name, inputs } = JSON.parse(readFileSync(file, 'utf8')) as Failure
  const found = TARGETS.find(({ target }) => target.name === name)
  if (!found) throw new Error(`${file}: there is no target ${name}`)
  const message = await replay(found.target, inputs, createFolder())
  console.log(message ?? 'nothing is wrong any more')
  return message === null && escaped.length === 0 ? 0 : 1
}
