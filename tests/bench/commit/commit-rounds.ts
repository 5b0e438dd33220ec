import { openHistory } from '../../../src-main/node/history/open-history.ts'
import { createExchange } from '../../node/history/recording.ts'
import { summarize } from '../../../src-core/exchange/record.ts'

/**
 * Records exchanges in a history of its own and prints the milliseconds that they took, as JSON: `node commit-rounds.ts
 * FOLDER full|normal COUNT AT-ONCE`. Each lot of AT-ONCE is one commit, as requests that come together are.
 */
const [, , folder = '', mode, count = '200', atOnce = '1'] = process.argv
const history = await openHistory(folder, { report: (error) => console.error(error) })
history.setDurable(mode === 'full')
if (history.isDurable() !== (mode === 'full')) throw new Error(`the history is not ${mode}`)

async function commit(): Promise<void> {
  const lot = Array.from({ length: Number(atOnce) }, () => createExchange())
  await Promise.all(lot.map((exchange) => history.record(exchange, summarize(exchange))))
}

for (let n = 0; n < 20; n++) await commit()
const begun = performance.now()
for (let n = 0; n < Number(count); n++) await commit()
console.log(JSON.stringify({ ms: performance.now() - begun }))
await history.close()
