import type { Account } from '../contract/account.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { PlayedRehearsal, Rehearsal, rehearsalCommands } from '../contract/rehearsal.ts'
import { DELIVERIES } from '../contract/sending.ts'
import type { Target } from '../contract/target.ts'
import type { Ports } from '../ports.ts'
import type { Run } from '../runs.ts'
import { prepareSend } from '../sender/send.ts'
import type { SendingParts } from '../sender/send.ts'
import { findAccount } from '../settings/accounts.ts'
import type { Settings } from '../settings/settings.ts'
import { SAMPLE_OPEN_ID } from '../wechat/samples.ts'
import { BUILT_IN } from './built-in.ts'
import { rehearseCollections } from './collection.ts'
import { playSteps } from './play.ts'
import type { StepSent } from './play.ts'
import type { RehearsalRow } from './step.ts'
import { writeStep } from './write-step.ts'

/** Plays sequences of messages as one user. */
export function createRehearsalHandlers(
  parts: SendingParts,
  history: Ports['history'],
  settings: Pick<Settings, 'accounts' | 'samples'>,
): Handlers<typeof rehearsalCommands> {
  /** By account. */
  const last = new Map<string, PlayedRehearsal>()

  /** Has no effect once another one has begun. */
  function change(
    account: string,
    run: string,
    by: (before: PlayedRehearsal) => Partial<PlayedRehearsal>,
  ): void {
    const before = last.get(account)
    if (before?.run === run) last.set(account, { ...before, ...by(before) })
  }

  const listRows = (): RehearsalRow[] => [...BUILT_IN, ...rehearseCollections(settings.samples)]

  async function sendAs(
    account: Account,
    target: Target | undefined,
    run: Run,
    text: string,
  ): Promise<StepSent> {
    const { deliveries, ended } = await prepareSend(parts, account, settings.accounts, {
      account: account.id,
      target,
      text,
      deliveries: DELIVERIES.usual,
      version: '1.1',
      mute: false,
      patient: false,
    })(run)
    const id = deliveries.at(-1)?.exchange ?? null
    return { deliveries, exchange: id === null ? null : history.get(id), isStopped: ended === 'stopped' }
  }

  return {
    'rehearsal.list': ({ account }) => {
      const { originalId } = findAccount(settings, account)
      return listRows().map((row) => describeRehearsal(parts.sending, row, originalId))
    },
    'rehearsal.last': ({ account }) => last.get(findAccount(settings, account).id) ?? null,
    'rehearsal.play': async ({ account: name, target, id, run: chosen, fan = SAMPLE_OPEN_ID }) => {
      const account = findAccount(settings, name)
      const row = listRows().find((one) => one.id === id)
      if (!row) throw new CommandFailure('NOT_FOUND', `There is no rehearsal ${id}.`)
      const run = parts.runs.begin('rehearsal', chosen)
      last.set(name, { run: run.id, id, steps: [], ended: null })
      let ended: 'done' | 'stopped' = 'stopped'
      try {
        const played = await playSteps(parts.sending, row.steps, {
          fan,
          originalId: account.originalId,
          keys: account,
          signal: run.signal,
          send: (text) => sendAs(account, target, run, text),
          progressed(step) {
            change(name, run.id, ({ steps }) => ({ steps: [...steps, step] }))
            parts.tell({ type: 'rehearsal.progressed', run: run.id, step })
          },
        })
        ended = played.ended
        return { run: run.id, id, ...played }
      } finally {
        run.end()
        change(name, run.id, () => ({ ended }))
        parts.tell({ type: 'rehearsal.ended', run: run.id, ended })
      }
    },
  }
}

/** Returns a rehearsal in words, with its messages as they would go out now. */
export function describeRehearsal(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  { id, title, says, steps }: RehearsalRow,
  originalId: string,
): Rehearsal {
  const occasion = { fan: SAMPLE_OPEN_ID, originalId, at: ports.clock.now() }
  return {
    id,
    title,
    says,
    steps: steps.map((step) => {
      const { says: expects, evidence, page } = step.expects
      return { title: step.title, message: writeStep(ports, step, occasion), expects, evidence, page }
    }),
  }
}
