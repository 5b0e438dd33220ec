import type { Account } from '../../contract/account.ts'
import { CommandFailure } from '../../contract/errors.ts'
import type { DecodedInputOf } from '../../contract/command.ts'
import type { Asked } from '../../contract/filter.ts'
import { EXPORTED_MAX } from '../../contract/sharing.ts'
import type { BegunExport, ExportPart, sharingCommands } from '../../contract/sharing.ts'
import type { Query } from '../../contract/query.ts'
import type { Ports } from '../../ports.ts'
import { readAsked } from '../../query/asked.ts'
import { createRedaction } from '../redact.ts'
import { chooseExchanges } from './choose.ts'
import { EXPORT_FORMATS, exportExchanges, nameExport } from './export-exchanges.ts'

/** UTF-16 units of one part: few round trips, and nothing that a window feels. */
const PART = 1024 * 1024
/** A window makes one at a time; what it left behind makes room for the next. */
const EXPORTS_MAX = 4

type Order = DecodedInputOf<(typeof sharingCommands)['export.begin']>

/** Exports that a window takes part by part, since it must not have all of it in one message. */
export function createExports(
  { history, clock, version, responder }: Pick<Ports, 'history' | 'clock' | 'version' | 'responder'>,
  accounts: () => readonly Account[],
  createId: () => string,
) {
  const running = new Map<string, () => ExportPart>()

  function readWhere(asked: Asked): Query {
    const { query, faults } = readAsked(asked, { now: clock.now(), accounts: accounts() })
    if (query) return query
    throw new CommandFailure('INVALID_INPUT', `The filter cannot be read: ${faults[0]!.says.en}`)
  }

  return {
    async begin({ format, ids, found, audience, language }: Order): Promise<BegunExport> {
      const where = found && readWhere(found)
      const chosen = await chooseExchanges(history, { ids, where })
      if (chosen.length > EXPORTED_MAX)
        throw new CommandFailure(
          'TOO_MANY',
          `A window exports ${EXPORTED_MAX} exchanges at most; the terminal any number.`,
        )
      const redaction = audience === 'others' ? createRedaction(accounts()) : null
      const facts = {
        language,
        version,
        redacted: redaction !== null,
        count: chosen.length,
        exportedAt: clock.now(),
        origin: responder().origin,
      }
      const progress = { written: 0, unreadable: 0 }
      const pieces = exportExchanges(history, chosen, format, redaction, facts, progress)
      const id = createId()
      const oldest = [...running.keys()][0]
      if (running.size >= EXPORTS_MAX && oldest !== undefined) running.delete(oldest)
      running.set(id, () => {
        let text = ''
        let done = false
        while (text.length < PART && !done) {
          const piece = pieces.next()
          done = piece.done === true
          if (!piece.done) text += piece.value
        }
        return { text, done, ...progress, redacted: redaction?.counts() ?? null }
      })
      const file = nameExport(format, facts)
      return { export: id, file, type: EXPORT_FORMATS[format].type, count: chosen.length }
    },
    next(id: string): ExportPart {
      const take = running.get(id)
      if (take) return take()
      throw new CommandFailure('NOT_FOUND', `There is no export ${id}.`)
    },
  }
}
