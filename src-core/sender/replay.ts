import type { Account } from '../contract/account.ts'
import { findByPath } from '../contract/app-id-mark.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import type { replayCommands, ReplayResult } from '../contract/replay.ts'
import type { SentDelivery } from '../contract/sending.ts'
import type { Target } from '../contract/target.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { getExchange } from '../history/get-exchange.ts'
import type { Ports } from '../ports.ts'
import { findDestination, refuseControl } from '../delivery/destination.ts'
import { createRenewals, planReplay } from './plan-replay.ts'
import type { ReplayPlace, Signer } from './plan-replay.ts'
import type { SendingParts } from './send.ts'
import { createWayOutside, createWayToResponder } from './ways-out.ts'

interface ReplayParts extends Omit<SendingParts, 'silences'>, Pick<Ports, 'history'> {}

/** Sends exchanges again. */
export function createReplayHandlers(
  { history, sending, keeping, ownRequests, runs, tell }: ReplayParts,
  accounts: () => readonly Account[],
): Handlers<typeof replayCommands> {
  return {
    async 'exchange.replay'({ id, target, times = 1, run: chosen, how, text, newMessage = false }) {
      const exchange = getExchange(history, id)
      const account = findAccountOf(exchange, accounts())
      const { kind, where } = findPlace(sending, exchange, account, target)
      const signer = account && signAs(account, accounts())
      const plan = (renewedAt: number | null) =>
        planReplay(sending, exchange, { how, text, renewedAt }, where, signer)
      // What cannot be sent is refused before the run begins.
      plan(null)
      const renew = newMessage ? createRenewals(sending.clock) : () => null
      const way =
        kind === 'responder'
          ? createWayToResponder(sending, ownRequests, false)
          : createWayOutside(sending, keeping)
      const run = runs.begin('replay', chosen)
      const deliveries: SentDelivery[] = []
      const result = (ended: ReplayResult['ended']): ReplayResult => ({ run: run.id, deliveries, ended })
      try {
        while (deliveries.length < times) {
          if (run.signal.aborted) return result('stopped')
          const planned = plan(renew())
          const one = await way({ ...planned, place: { ...planned.place, run: run.id } }, run.signal)
          if (!one) return result('stopped')
          deliveries.push(one)
          tell({ type: 'message.delivered', run: run.id, delivery: one })
        }
        return result('done')
      } finally {
        run.end()
      }
    },
  }
}

function findAccountOf({ account, request }: Exchange, accounts: readonly Account[]): Account | null {
  return accounts.find(({ id }) => id === account) ?? findByPath(accounts, request.path)
}

function signAs(account: Account, accounts: readonly Account[]): Signer {
  const { token, appId } = account
  return { token, appId, keys: decodeKeys(account), account, accounts }
}

/** Finds where it goes: where it went before, if no target is given. Throws what `exchange.replay` says. */
function findPlace(
  ports: SendingParts['sending'],
  exchange: Exchange,
  account: Account | null,
  target: Target | undefined,
): { kind: 'responder' | 'outside'; where: ReplayPlace } {
  const { direction, request } = exchange
  if (target && target.kind !== 'responder') {
    const { kind, url } = findDestination(ports, account ?? NOBODY, target)
    return { kind, where: { url } }
  }
  if (direction !== 'out') return { kind: 'responder', where: { origin: ports.responder().origin } }
  if (target) {
    if (!account) throw new CommandFailure('NO_ACCOUNT', `Exchange ${exchange.id} belongs to no account.`)
    const { kind, url } = findDestination(ports, account, target)
    return { kind, where: { url } }
  }
  const { origin } = request
  if (origin === undefined)
    throw new CommandFailure(
      'INVALID_INPUT',
      `The address of exchange ${exchange.id} was not kept: name one.`,
    )
  refuseControl(ports, origin)
  return { kind: 'outside', where: { origin } }
}

/** Has no backends, so that none of them is found. */
const NOBODY = { path: '', appId: '', backends: [] }
