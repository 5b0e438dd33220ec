/**
 * A process of its own with a history on disk: `node host-process.ts open|open-bare|ask FOLDER [ROUNDS]`. Prints what it
 * measured as one line of JSON. `open` is our workbench up to its first rows; `open-bare` is SQLite alone up to the same
 * rows; `ask` puts the questions and the jumps to both, in turn.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { find } from './find.ts'

/** So many rows are in sight. */
const IN_SIGHT = 50

export interface OpenFigures {
  /** Milliseconds from the start of opening to the first rows, when all code is loaded. */
  ms: number
  /** The same from the start of the process. */
  sinceStart: number
}

const [, , mode, folder = '', rounds = '1'] = process.argv
const openDatabase = () => new DatabaseSync(join(folder, 'history.sqlite'), { readOnly: true })

if (mode === 'open-bare') {
  const { readRowsBare } = await import('./questions.ts')
  const begun = performance.now()
  const database = openDatabase()
  database.prepare('SELECT count(*) FROM exchanges').get()
  readRowsBare(database, Number.MAX_SAFE_INTEGER, IN_SIGHT)
  print({ ms: performance.now() - begun, sinceStart: performance.now() })
  database.close()
} else {
  const { openWorkbench } = await import('../workbench-here.ts')
  const begun = performance.now()
  const workbench = await openWorkbench(folder)
  const { lines } = await find(workbench.call, '', { from: 0, count: IN_SIGHT })
  if (lines !== IN_SIGHT) throw new Error(`${lines} lines, and not ${IN_SIGHT}`)
  if (mode === 'open') print({ ms: performance.now() - begun, sinceStart: performance.now() })
  else {
    const { askInTurn } = await import('./ask-in-turn.ts')
    print(await askInTurn(workbench, openDatabase(), Number(rounds)))
  }
  await workbench.close()
}

function print(figures: object): void {
  console.log(JSON.stringify(figures))
}
