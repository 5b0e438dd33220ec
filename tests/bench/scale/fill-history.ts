import { summarize } from '../../../src-core/exchange/record.ts'
import { openHistory } from '../../../src-main/node/history/open-history.ts'
import { MEBIBYTE } from '../../../src-core/contract/limits.ts'
import { say } from '../say.ts'
import { openWorkbench } from '../workbench-here.ts'
import { createExchanges } from './exchanges.ts'
import { createTemplates } from './templates.ts'

/** So many exchanges are one commit, as requests that come together are. */
const AT_ONCE = 500
/** The bound on the history, raised so that a million exchanges stay. */
const KEEP_BYTES = 16_384 * MEBIBYTE

/**
 * Fills the history in `folder` by recording, as the responder does, until it holds `count` exchanges; one that holds
 * more already stays as it is. Returns the microseconds that recording took for each; null if there was nothing to
 * record.
 */
export async function fillHistory(folder: string, count: number): Promise<number | null> {
  const { call, close } = await openWorkbench(folder)
  await call('preferences.update', { keepBytes: KEEP_BYTES })
  await close()
  const history = await openHistory(folder, {
    maxBytes: KEEP_BYTES,
    report(error) {
      throw error
    },
  })
  const first = history.status().count
  if (first >= count) {
    await history.close()
    return null
  }
  const create = createExchanges(await createTemplates(), { count, now: Date.now() })
  let ms = 0
  for (let number = first; number < count; number += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - number) }, (_, index) =>
      create(number + index),
    )
    const begun = performance.now()
    await Promise.all(some.map((exchange) => history.record(exchange, summarize(exchange))))
    ms += performance.now() - begun
    if (number % 50_000 === 0) say(`recorded ${number} of ${count}`)
  }
  const kept = history.status().count
  await history.close()
  if (kept !== count) throw new Error(`The history holds ${kept} exchanges, and not ${count}.`)
  return (ms * 1000) / (count - first)
}
