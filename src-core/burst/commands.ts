import type { burstCommands, BurstReport } from '../contract/burst.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import { admitAddress } from '../delivery/public-address.ts'
import type { Keeping } from '../keeping.ts'
import type { OwnRequests } from '../own-requests.ts'
import type { Ports } from '../ports.ts'
import type { Runs } from '../runs.ts'
import { findDestination } from '../delivery/destination.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { createSampleFields } from '../sender/sample-fields.ts'
import { findEncryption } from '../sender/plan-push.ts'
import { findAccount } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { createKeptQuota } from './kept.ts'
import { isOfBurst } from './fans.ts'
import { writeLocustfile } from './locustfile.ts'

/** The most reports that are remembered. */
const REPORTS_MAX = 20

export function createBurstHandlers(
  ports: Pick<Ports, 'responder' | 'controlPort' | 'network' | 'runBurst' | 'clock' | 'randomBytes'>,
  settings: Pick<Settings, 'accounts'>,
  { keeping, runs, ownRequests }: { keeping: Keeping; runs: Pick<Runs, 'begin'>; ownRequests: OwnRequests },
  announce: (fact: WorkbenchFact) => void,
): Handlers<typeof burstCommands> {
  /** By run, the newest last. */
  const reports = new Map<string, BurstReport>()
  let isRunning = false

  function tell(report: BurstReport): void {
    reports.set(report.run, report)
    for (const old of [...reports.keys()].slice(0, -REPORTS_MAX)) reports.delete(old)
    announce({ type: 'burst.changed', burst: report })
  }

  return {
    'burst.list': ({ account }) =>
      [...reports.values()].filter((one) => one.account === account).toReversed(),
    'burst.export': ({ account: id, target, plan }) => {
      const account = findAccount(settings, id)
      const { mode, appId } = account
      const { url } = findDestination(ports, account, target)
      const originalId = account.originalId || SAMPLE_ORIGINAL_ID
      const text = writeLocustfile(plan, { url, mode, appId, originalId }, (message) =>
        createSampleFields(ports, originalId, message),
      )
      return { file: 'locustfile.py', text }
    },
    'burst.start': async ({ account: id, target, run: asked, plan, publicAddress }) => {
      const account = findAccount(settings, id)
      if (isRunning) throw new CommandFailure('UNDER_WAY', 'A burst is under way.')
      const { url, kind } = findDestination(ports, account, target)
      const originalId = account.originalId || SAMPLE_ORIGINAL_ID
      // What cannot be written is said before anything is sent.
      for (const message of plan.mix) createSampleFields(ports, originalId, message)
      const encryption = findEncryption(account.mode, decodeKeys(account), account.appId)
      isRunning = true
      try {
        await admitAddress(url, ports.network, publicAddress)
        const run = runs.begin('burst', asked)
        // To ourselves the exchanges are the responder's, of which it keeps no more.
        const isKept = createKeptQuota(plan.messages)
        const end =
          kind === 'responder' ? ownRequests.announceMany(isOfBurst, { run: run.id, isKept }) : () => {}
        const order = {
          run: run.id,
          account: id,
          url,
          token: account.token,
          encryption,
          plan,
          originalId,
        }
        try {
          const report = await ports.runBurst(order, {
            signal: run.signal,
            tell,
            keep: (exchange) => void (kind === 'outside' && keeping.keep({ ...exchange, account: id })),
          })
          tell(report)
          return report
        } catch (error) {
          // Its process has died, and nobody else would tell that it is over.
          const last = reports.get(run.id)
          if (last) tell({ ...last, state: 'stopped' })
          throw error
        } finally {
          end()
          run.end()
        }
      } finally {
        isRunning = false
      }
    },
  }
}
