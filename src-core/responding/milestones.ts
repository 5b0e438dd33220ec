import type { Exchange } from '../contract/exchange.ts'
import { createMilestone, milestonesOf } from '../exchange/milestones.ts'
import { addMilestones } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * Returns the function that notes what an account reaches with an exchange. Only the first of each is noted, so that
 * no stranger can cause more than one write.
 */
export function createMilestoneNotes(
  settings: Pick<Settings, 'accounts' | 'change'>,
  follow: (work: Promise<unknown>) => void,
): (exchange: Exchange) => void {
  return (exchange) => {
    const account = settings.accounts.find(({ id }) => id === exchange.account)
    const names = milestonesOf(exchange).filter((name) => account && !account.milestones[name])
    if (!account || names.length === 0) return
    const reached = Object.fromEntries(names.map((name) => [name, createMilestone(exchange)]))
    follow(settings.change((editor) => addMilestones(editor, account.id, reached), { evenIfUnsaved: true }))
  }
}
