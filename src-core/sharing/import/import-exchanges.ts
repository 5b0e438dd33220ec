import type { Account } from '../../contract/account.ts'
import type { Exchange } from '../../contract/exchange.ts'
import { IMPORT_FAULTS_MAX } from '../../contract/sharing.ts'
import type { ImportFault, ImportResult } from '../../contract/sharing.ts'
import type { Ports } from '../../ports.ts'
import { judgeAnew } from './judge-anew.ts'
import { readExport } from './read-export.ts'

/** Judging one takes a millisecond at most: others get their turn after so many. */
const AT_A_TIME = 50

/**
 * Adds the exchanges of a file. Those whose id is here stay as they are. `keep` records one, and resolves when it is
 * committed. Never throws for what a file holds.
 */
export async function importExchanges(
  { history, clock }: Pick<Ports, 'history' | 'clock'>,
  accounts: readonly Account[],
  { file, text }: { file: string; text: string },
  keep: (exchange: Exchange) => Promise<void>,
): Promise<ImportResult> {
  const { redacted, items } = readExport(text)
  const session = {
    name: file.replace(/^.*[\\/]/, ''),
    importedAt: clock.now(),
    ...(redacted && { redacted: true as const }),
  }
  const faults: ImportFault[] = []
  let [added, known, seen] = [0, 0, 0]
  let kept = Promise.resolve()
  for (const item of items) {
    if (++seen % AT_A_TIME === 0) await kept
    if ('fault' in item) {
      if (faults.length < IMPORT_FAULTS_MAX) faults.push(item.fault)
    } else if (history.has(item.exchange.id)) known++
    else {
      kept = keep(judgeAnew(item.exchange, accounts, session))
      added++
    }
  }
  await kept
  return { session, added, known, faults }
}
