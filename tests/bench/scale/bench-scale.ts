import { parseArgs } from 'node:util'
import { measureHost } from './measure-host.ts'
import { measurePage } from './measure-page.ts'
import { describeScale, listExcesses } from './report.ts'
import type { ScaleFigures } from './report.ts'
import { withHistories } from './with-histories.ts'

const USAGE = '--rows takes whole numbers from 1000 up, with commas between them; --rounds one above 0'

/**
 * Fills a history on disk and measures what it takes to open it, to filter it and to jump in it: our workbench alone
 * beside SQLite alone, and the built page beside a bare list. `--rows` is 100,000 at first, and may be several;
 * `--folder` keeps the histories for the next time; `--rounds` is 5. Resolves to the exit code: 1 if something takes more
 * than `findBounds` grants.
 */
export async function benchScale(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string' },
      folder: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const sizes = (values.rows ?? (values.quick ? '5000' : '100000')).split(',').map(Number)
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5))
  const isCount = (count: number, least: number) => Number.isInteger(count) && count >= least
  if (!sizes.every((rows) => isCount(rows, 1000)) || !isCount(rounds, 1)) {
    console.error(USAGE)
    return 2
  }
  const figures = await withHistories(
    sizes,
    async (history): Promise<ScaleFigures> => ({
      ...history,
      rounds,
      host: await measureHost(history, rounds),
      page: await measurePage(history, rounds),
    }),
    values.folder,
  )
  console.log(values.json ? JSON.stringify(figures) : figures.map(describeScale).join('\n\n'))
  const excesses = figures.flatMap(listExcesses)
  for (const excess of excesses) console.error(excess)
  return excesses.length === 0 ? 0 : 1
}
