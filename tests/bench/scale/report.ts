import { formatTable } from '../table.ts'
import type { HostFigures } from './measure-host.ts'
import type { Compared, PageFigures } from './measure-page.ts'
import type { FilledHistory } from './with-histories.ts'

export interface ScaleFigures extends FilledHistory {
  rounds: number
  host: HostFigures
  page: PageFigures
}

/** The most that each thing may take, in milliseconds and megabytes. */
interface Bounds {
  open: number
  filter: number
  jump: number
  memory: number
}

/** What a hundred thousand are at one's fingertips with, and what a million may take. */
export function findBounds(rows: number): Bounds {
  return rows <= 100_000
    ? { open: 1000, filter: 100, jump: 100, memory: 400 }
    : { open: 2000, filter: 500, jump: 100, memory: Infinity }
}

/** Returns the milliseconds until one can work: the history is opened, and the page. */
function openingOf({ host, page }: ScaleFigures): number {
  return host.open.ms + page.open.ms
}

/** Returns megabytes that are in use by both; null if unknown. */
function memoryOf({ page }: ScaleFigures): number | null {
  const { pageCollected, host } = page.memory
  return pageCollected === null || host === null ? null : pageCollected + host
}

/** Says what took more than it may, a line for each. */
export function listExcesses(figures: ScaleFigures): string[] {
  const { rows, page, host } = figures
  const most = findBounds(rows)
  const shallow = host.questions.filter(({ isDeep }) => !isDeep)
  const say = (what: string, taken: number, bound: number, unit: string): string[] =>
    taken <= bound ? [] : [`${rows} rows: ${what}: ${Math.round(taken)} ${unit}, at most ${bound} ${unit}`]
  return [
    ...say('opening', openingOf(figures), most.open, 'ms'),
    ...shallow.flatMap((one) => say(`${one.filter}, without a page`, one.doneMs, most.filter, 'ms')),
    ...page.filters.flatMap((one) => say(`${one.filter}, typed`, one.ms, most.filter, 'ms')),
    ...say('a jump', page.jump.ms, most.jump, 'ms'),
    ...say('page and workbench', memoryOf(figures) ?? 0, most.memory, 'MB'),
    ...(page.listed === rows
      ? []
      : [`${rows} rows: the list stands for ${page.listed} of them, and no jump leads to the others`]),
  ]
}

/** Returns tables for a person. */
export function describeScale(figures: ScaleFigures): string {
  const { rows, rounds, recordMicros, host, page } = figures
  const { open, jump } = host
  return [
    `${rows} rows, medians of ${rounds} rounds` +
      (recordMicros === null ? '' : `; recorded in ${recordMicros.toFixed(0)} µs each`),
    formatTable([
      ['', 'mpscope', 'bare', '× bare', 'worst'],
      ['history opened, first rows read', inMs(open.ms), inMs(open.bareMs), times(open.ratio), ''],
      ['  from the start of the process', inMs(open.sinceStart), '', '', ''],
      compared('page opened, rows and field there', page.open),
      compared('jump, rows read', jump),
      compared('jump, rows drawn', page.jump),
      ...page.filters.map((one) => compared(`typed: ${one.filter}`, one)),
    ]),
    '',
    formatTable([
      ['filter, without a page', 'found', 'first rows', 'all', 'bare', '× bare', 'longest call', 'held for'],
      ...host.questions.map((one) => [
        one.filter,
        String(one.found),
        ...[one.firstMs, one.doneMs, one.bareMs].map(inMs),
        times(one.ratio),
        ...[one.longestCall, one.held].map(inMs),
      ]),
    ]),
    `another filter while a regular expression is half way: ${inMs(host.besideMs)}`,
    `memory: workbench alone ${Math.round(host.resident / 1024 ** 2)} MB; ` +
      `page ${tell(page.memory.page)} MB, ${tell(page.memory.pageCollected)} MB without its garbage; ` +
      `with the workbench of ${tell(page.memory.host)} MB ${tell(memoryOf(figures))} MB`,
  ].join('\n')
}

function compared(what: string, { ms, worst, bareMs, ratio }: Compared): string[] {
  return [what, inMs(ms), inMs(bareMs), times(ratio), inMs(worst)]
}

function tell(megabytes: number | null): string {
  return megabytes === null ? '?' : String(megabytes)
}

function inMs(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

function times(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ×`
}
