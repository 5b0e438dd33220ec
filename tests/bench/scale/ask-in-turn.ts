import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { medianOf } from '../median.ts'
import type { WorkbenchHere } from '../workbench-here.ts'
import { createChance } from './exchanges.ts'
import { find } from './find.ts'
import { QUESTIONS, readRowsBare } from './questions.ts'
import type { Question } from './questions.ts'

/** All times are milliseconds, and medians of the rounds unless they say otherwise. */
export interface AskFigures {
  rows: number
  questions: QuestionFigures[]
  /** A jump to any place of the whole list: the rows in sight. */
  jump: { ms: number; worst: number; bareMs: number; ratio: number }
  /** An indexed question while a regular expression is half way: how soon one is rid of it. */
  besideMs: number
  /** Bytes that the process held when it had answered everything once, before SQLite was asked alone. */
  resident: number
}

export interface QuestionFigures {
  filter: string
  isDeep: boolean
  found: number
  /** The first answer, with rows if it has found any by then. */
  firstMs: number
  doneMs: number
  /** The longest call of all rounds, and the longest time for which nothing else was done. */
  longestCall: number
  held: number
  bareMs: number
  /** `doneMs` over `bareMs` in the same round. */
  ratio: number
}

const FIRST_PAGE = { from: 0, count: 200 }
const IN_SIGHT = 50
const JUMPS = 20
/** With more rows, what looks into each of them is asked once. */
const DEEP_ROUNDS_ROWS = 200_000
/** Not among the questions, whose answers would be known from the round before. */
const BESIDE = 'took:>5000'

type Call = WorkbenchHere['call']

/** Puts every question to our workbench and to SQLite alone, in turn, in this process; and so with jumps. */
export async function askInTurn(
  { call }: WorkbenchHere,
  bare: DatabaseSync,
  rounds: number,
): Promise<AskFigures> {
  const rows = (await ask(call, '')).found
  const isTooLong = ({ isDeep }: Question) => isDeep && rows > DEEP_ROUNDS_ROWS
  for (const one of QUESTIONS) if (!isTooLong(one)) await ask(call, one.filter)
  const resident = process.memoryUsage().rss

  const asked = QUESTIONS.map((question) => ({ question, ours: [] as Asked[], bare: [] as number[] }))
  const jumps: { ms: number; bareMs: number }[] = []
  const beside: number[] = []
  const chance = createChance(rows)
  for (let round = 0; round < rounds; round++) {
    for (const one of asked) {
      if (round > 0 && isTooLong(one.question)) continue
      one.ours.push(await ask(call, one.question.filter))
      one.bare.push(time(() => checkBare(one.question, bare, one.ours.at(-1)!.found)))
    }
    await ask(call, '')
    for (let jump = 0; jump < JUMPS; jump++) {
      const from = chance(Math.max(1, rows - IN_SIGHT))
      const ms = await timeCall(() => jumpTo(call, from))
      jumps.push({ ms, bareMs: time(() => readRowsBare(bare, rows - from, IN_SIGHT)) })
    }
    beside.push(await askBeside(call))
  }
  return {
    rows,
    questions: asked.map(summarize),
    jump: {
      ms: medianOf(jumps.map(({ ms }) => ms)),
      worst: Math.max(...jumps.map(({ ms }) => ms)),
      bareMs: medianOf(jumps.map(({ bareMs }) => bareMs)),
      ratio: medianOf(jumps.map(({ ms, bareMs }) => ms / bareMs)),
    },
    besideMs: medianOf(beside),
    resident,
  }
}

interface Asked {
  found: number
  firstMs: number
  doneMs: number
  longestCall: number
  held: number
}

/** Asks until everything was looked at. */
async function ask(call: Call, filter: string): Promise<Asked> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const begun = performance.now()
  const ends: number[] = []
  for (let looked = -1; ;) {
    const answer = await find(call, filter, FIRST_PAGE)
    ends.push(performance.now() - begun)
    if (answer.done) {
      loop.disable()
      return {
        found: answer.found,
        firstMs: ends[0]!,
        doneMs: ends.at(-1)!,
        longestCall: Math.max(...ends.map((end, at) => end - (ends[at - 1] ?? 0))),
        held: loop.max / 1e6,
      }
    }
    if (answer.looked <= looked) throw new Error(`${filter} makes no progress at ${looked}`)
    looked = answer.looked
  }
}

async function jumpTo(call: Call, from: number): Promise<void> {
  const { lines } = await find(call, '', { from, count: IN_SIGHT })
  if (lines === 0) throw new Error(`no rows at ${from}`)
}

async function askBeside(call: Call): Promise<number> {
  const slow = QUESTIONS.at(-1)!.filter
  for (let calls = 0; calls < 2; calls++) await find(call, slow, FIRST_PAGE)
  return timeCall(() => find(call, BESIDE, FIRST_PAGE))
}

function checkBare({ filter, askBare }: Question, bare: DatabaseSync, found: number): void {
  const { length } = askBare(bare)
  if (length !== found) throw new Error(`${filter}: ${found} found, and ${length} by SQLite alone`)
}

function summarize({
  question,
  ours,
  bare,
}: {
  question: Question
  ours: Asked[]
  bare: number[]
}): QuestionFigures {
  const median = (of: 'firstMs' | 'doneMs') => medianOf(ours.map((one) => one[of]))
  return {
    filter: question.filter,
    isDeep: question.isDeep,
    found: ours.at(-1)!.found,
    firstMs: median('firstMs'),
    doneMs: median('doneMs'),
    longestCall: Math.max(...ours.map(({ longestCall }) => longestCall)),
    held: Math.max(...ours.map(({ held }) => held)),
    bareMs: medianOf(bare),
    ratio: medianOf(ours.map(({ doneMs }, round) => doneMs / bare[round]!)),
  }
}

function time(act: () => void): number {
  const begun = performance.now()
  act()
  return performance.now() - begun
}

async function timeCall(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}
