import type { Account } from '../../contract/account.ts'
import { withAppId } from '../../contract/app-id-mark.ts'
import type { Handlers } from '../../contract/command.ts'
import { CommandFailure } from '../../contract/errors.ts'
import type { WorkbenchFact } from '../../contract/events.ts'
import type { probeCommands, ProbeReport } from '../../contract/probe.ts'
import { explainSilence } from '../../diagnosis/reach/silence.ts'
import { decodeKeys } from '../../exchange/unseal.ts'
import { passedVerifications } from '../../exchange/verifications.ts'
import type { Ports } from '../../ports.ts'
import { findAccount } from '../../settings/accounts.ts'
import type { Settings } from '../../settings/settings.ts'
import type { ProbePorts } from './ports.ts'
import { probe } from './probe.ts'
import type { ProbeTarget } from './requests.ts'

/** Runs probes, and remembers the last one of each account. */
export interface Probes {
  handlers: Handlers<typeof probeCommands>
  /** Resolves to null if the account has no public URL or no token. Never rejects. */
  run(account: string): Promise<ProbeReport | null>
  /** The last one of each account, one that still runs included. */
  list(): ProbeReport[]
}

export function createProbes(
  ports: ProbePorts & Pick<Ports, 'history'>,
  settings: Pick<Settings, 'accounts'>,
  announce: (fact: WorkbenchFact) => void,
): Probes {
  const reports = new Map<string, ProbeReport>()
  const running = new Map<string, { target: string; report: Promise<ProbeReport> }>()

  function keep(report: ProbeReport): void {
    if (report.account === null) return
    reports.set(report.account, report)
    announce({ type: 'probe.changed', probe: report })
  }

  async function run(account: Account): Promise<ProbeReport> {
    // As the account has it: what is called may have an AppID in place of a mark.
    const asRegistered = (report: ProbeReport) => ({ ...report, url: account.publicUrl })
    const report = asRegistered(
      await probe(ports, describeTarget(account), (step) => keep(asRegistered(step))),
    )
    keep(report)
    return report
  }

  /** Joins the probe that runs, unless the account has changed since: then another follows it. */
  function join(account: Account): Promise<ProbeReport> {
    const target = JSON.stringify(describeTarget(account))
    const joined = running.get(account.id)
    if (joined?.target === target) return joined.report
    const report = (joined ? joined.report.then(() => run(account)) : run(account)).finally(() => {
      if (running.get(account.id)?.report === report) running.delete(account.id)
    })
    running.set(account.id, { target, report })
    return report
  }

  return {
    async run(id) {
      const account = settings.accounts.find((one) => one.id === id)
      return account && account.publicUrl !== '' && account.token !== '' ? join(account) : null
    },
    handlers: {
      'probe.run': ({ account: id }) => {
        const account = findAccount(settings, id)
        requireField(account, 'publicUrl')
        requireField(account, 'token')
        return join(account)
      },
      'probe.explainSilence': ({ account: id, since }) => {
        const account = findAccount(settings, id)
        return hasVerified(ports.history, id, since)
          ? null
          : explainSilence(account.publicUrl, reports.get(id) ?? null)
      },
    },
    list: () =>
      [...reports.values()].filter(({ account }) => settings.accounts.some(({ id }) => id === account)),
  }
}

function requireField(account: Account, field: 'publicUrl' | 'token'): void {
  if (account[field] !== '') return
  const issues = [{ path: field, message: 'empty' }]
  throw new CommandFailure('INVALID_INPUT', `The account has no ${field}.`, { issues })
}

function describeTarget({ id, publicUrl, token, path, originalId, appId, ...keys }: Account): ProbeTarget {
  const [key] = decodeKeys(keys)
  return {
    account: id,
    url: withAppId(publicUrl, appId),
    token,
    path,
    originalId,
    encryption: key ? { key, appId } : null,
  }
}

/** Looks for a genuine verification of this account that came since then (epoch milliseconds). */
function hasVerified({ list }: Ports['history'], account: string, since: number): boolean {
  const [latest] = list({ where: passedVerifications(account), limit: 1 }).items
  return latest !== undefined && latest.receivedAt >= since
}
