import type { Account } from '../contract/account.ts'
import type { checkUpCommands, CheckUpReport } from '../contract/check-up.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { WorkbenchFact } from '../contract/events.ts'
import type { Target } from '../contract/target.ts'
import type { Keeping } from '../keeping.ts'
import type { Ports } from '../ports.ts'
import type { Runs } from '../runs.ts'
import { findAccount } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { decodeAesKeys } from '../wechat/cipher/aes-key.ts'
import { SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { findDestination } from '../delivery/destination.ts'
import { admitAddress } from '../delivery/public-address.ts'
import { listCases } from './cases/cases.ts'
import { chooseByIds } from './choose.ts'
import { createPastCheckUps } from './difference.ts'
import type { CheckTarget } from './kit/target.ts'
import { rememberCheckUps } from './remembered.ts'
import { writeJunit } from './report/junit.ts'
import { writeMarkdown } from './report/markdown.ts'
import { runCheckUp } from './run.ts'
import type { CheckUpPorts } from './run.ts'

const REPORTS = {
  markdown: { extension: 'md', write: writeMarkdown },
  junit: { extension: 'xml', write: writeJunit },
}

const NO_REASONS: ReadonlyMap<string, string> = new Map()

export function createCheckUpHandlers(
  ports: CheckUpPorts & Pick<Ports, 'network' | 'responder' | 'controlPort' | 'checkUpFile'>,
  settings: Pick<Settings, 'accounts'>,
  keeping: Keeping,
  runs: Pick<Runs, 'begin'>,
  announce: (fact: WorkbenchFact) => void,
): Handlers<typeof checkUpCommands> {
  const past = createPastCheckUps(ports.checkUpFile)
  const reports = rememberCheckUps()
  const running = new Set<string>()

  function tell(report: CheckUpReport): void {
    reports.remember(report)
    const { results: _results, ...checkUp } = report
    announce({ type: 'checkUp.changed', checkUp })
  }

  return {
    'checkUp.cases': listCases,
    'checkUp.list': ({ account }) => reports.of(account),
    'checkUp.export': ({ run, format, language }) => {
      const report = reports.whole(run)
      if (!report) throw new CommandFailure('NOT_FOUND', `${run} is not the last check-up of its address.`)
      const { extension, write } = REPORTS[format]
      return { file: `check-up.${extension}`, text: write(report, listCases(), language) }
    },
    'checkUp.start': async ({ account: id, target: where, run: asked, only, publicAddress, hostile }) => {
      const account = findAccount(settings, id)
      if (running.has(id)) throw new CommandFailure('UNDER_WAY', 'A check-up of this account is under way.')
      const target = describeTarget(ports, account, where)
      running.add(id)
      const run = beginSafely(
        () => runs.begin('check-up', asked),
        () => running.delete(id),
      )
      try {
        const reach = await admitAddress(target.url, ports.network, publicAddress)
        let current: CheckUpReport | undefined
        const report = await runCheckUp(
          ports,
          {
            run: run.id,
            account: id,
            target,
            cases: chooseByIds(only),
            hostile: hostile ?? reach === 'near',
            baseline: NO_REASONS,
            signal: run.signal,
          },
          {
            began(begun) {
              current = begun
              tell(begun)
            },
            progressed(result) {
              if (current) reports.remember((current = { ...current, results: [...current.results, result] }))
              announce({ type: 'checkUp.progressed', run: run.id, result })
            },
            keep: (exchange) => void keeping.keep(exchange),
          },
        )
        const compared = past.compare(report)
        tell(compared)
        return compared
      } finally {
        running.delete(id)
        run.end()
      }
    },
  }
}

function beginSafely<Result>(begin: () => Result, undo: () => void): Result {
  try {
    return begin()
  } catch (error) {
    undo()
    throw error
  }
}

function describeTarget(
  ports: Pick<Ports, 'responder' | 'controlPort'>,
  account: Account,
  where: Target,
): CheckTarget {
  const { token, appId, originalId, mode, aesKey, previousAesKey } = account
  if (token === '') {
    const issues = [{ path: 'account', message: 'it has no token' }]
    throw new CommandFailure('INVALID_INPUT', 'The account has no token.', { issues })
  }
  const [key] = decodeAesKeys([aesKey])
  if (mode !== 'plaintext' && (!key || appId === '')) {
    throw new CommandFailure(
      'NO_KEY',
      `${mode} mode needs an EncodingAESKey of 43 letters and digits, and an AppID.`,
    )
  }
  const [previousKey = null] = decodeAesKeys([previousAesKey])
  return {
    url: findDestination(ports, account, where).url,
    token,
    originalId: originalId || SAMPLE_ORIGINAL_ID,
    mode,
    encryption: key && mode !== 'plaintext' ? { key, appId, previousKey } : null,
  }
}
