/**
 * `npm run faults -- [--kills 100]` and `npm run floods -- [--only NAME]`: test whether the process and its folder
 * survive, and whether honest traffic suffers from hostile traffic. `--checkout DIR` runs the `serve` of another tree.
 * Prints a table in Markdown; exit code 1 if a promise is broken.
 */
import { parseArgs } from 'node:util'
import { flood } from './flood.ts'
import { killAgainAndAgain } from './kills.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '100' },
    only: { type: 'string' },
    checkout: { type: 'string' },
  },
})
process.exitCode =
  positionals[0] === 'floods'
    ? await flood(values.only, values.checkout)
    : await killAgainAndAgain(Number(values.kills), values.checkout)
