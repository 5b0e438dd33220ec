import { groupings } from '../../../src-core/contract/listing.ts'
import { WELL } from '../../../src-core/query/listing/row-facts.ts'
import type { RowFacts } from '../../../src-core/query/listing/row-facts.ts'
import type { Grouping } from '../../../src-core/contract/listing.ts'

const MESSAGE = `direction || ' ' || coalesce(run, '') || ' ' || account || ' ' || "messageKey"`
const SENDER = `coalesce(account, '') || ' ' || "from"`
const FAILURE = `CASE WHEN verdict NOT IN (${WELL.map((verdict) => `'${verdict}'`).join(', ')}) AND code <> ''
  THEN substr(code, 2, instr(substr(code, 2), ',') - 1) END`

/** The columns after the number of a row that say of rows of `facts` what `rowFactsOf` says; a test holds the two together. */
export const ROW_FACTS = Object.fromEntries(
  groupings.map((grouping) => {
    const message = grouping === 'none' ? 'NULL' : MESSAGE
    const group = grouping === 'sender' ? SENDER : grouping === 'finding' ? FAILURE : 'NULL'
    return [grouping, `"receivedAt", verdict, type, standing, ${message} AS message, ${group} AS "group"`]
  }),
) as Record<Grouping, string>

/** Reads a row's number and the values of these columns. */
export function readRowFacts(values: readonly unknown[]): RowFacts {
  const [order, receivedAt, verdict, type, standing, message, group] = values as [
    RowFacts['order'],
    RowFacts['receivedAt'],
    RowFacts['verdict'],
    RowFacts['type'],
    RowFacts['standing'],
    RowFacts['message'],
    RowFacts['group'],
  ]
  return { order, receivedAt, verdict, type, standing, message, group }
}
