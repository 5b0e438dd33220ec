import type { Account } from '../contract/account.ts'
import { findByPath } from '../contract/app-id-mark.ts'
import type { Handlers } from '../contract/command.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Exchange } from '../contract/exchange.ts'
import type { sharingCommands } from '../contract/sharing.ts'
import { targetOf } from '../delivery/request-target.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { getExchange } from '../history/get-exchange.ts'
import type { Keeping } from '../keeping.ts'
import type { Ports } from '../ports.ts'
import { planReplay, readMessageToChange, registeredAddress } from '../sender/plan-replay.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { copyMade, copyRequest } from './copied-request.ts'
import { copyExchange } from './copy/copy-exchange.ts'
import type { Written } from './copy/copy-exchange.ts'
import { writeCurl } from './copy/curl.ts'
import { writeCurlWithToken } from './copy/curl-with-token.ts'
import { createExports } from './export/exports.ts'
import { importExchanges } from './import/import-exchanges.ts'
import { createRedaction } from './redact.ts'

type SharingParts = Pick<Ports, 'clock' | 'randomBytes' | 'history' | 'responder' | 'version'>

/** Copies and exports exchanges, for oneself or for others, and imports those of others. */
export function createSharingHandlers(
  ports: SharingParts,
  accounts: () => readonly Account[],
  createId: () => string,
  keeping: Keeping,
): Handlers<typeof sharingCommands> {
  const exports = createExports(ports, accounts, createId)
  return {
    'export.begin': (order) => exports.begin(order),
    'export.next': ({ export: id }) => exports.next(id),
    'history.import': (given) =>
      importExchanges(ports, accounts(), given, (exchange) => keeping.keep(exchange)),
    'exchange.copy'({ id, form, code = 'node', audience, language }) {
      const stored = getExchange(ports.history, id)
      const redaction = audience === 'others' ? createRedaction(accounts()) : null
      const exchange = redaction ? redaction.redact(stored) : stored
      const { origin } = ports.responder()
      const order = { code, language, origin, version: ports.version, redacted: redaction !== null }
      const written =
        form === 'curl-anew'
          ? writeAnew(ports, exchange, redaction ? null : findAccountOf(stored, accounts()), origin)
          : copyExchange(exchange, { ...order, form })
      return { ...written, redacted: redaction?.counts() ?? null }
    },
  }
}

/** For oneself it is signed here; for others, by whoever runs it: a signature of ours is a secret. */
function writeAnew(
  ports: SharingParts,
  exchange: Exchange,
  account: Account | null | undefined,
  origin: string,
): Written {
  const { request, direction, message } = exchange
  const file = { file: `${exchange.id}.sh`, command: null }
  const where = { origin: direction === 'out' ? (request.origin ?? origin) : origin }
  if (account !== null) {
    if (!account)
      throw new CommandFailure('NO_ACCOUNT', `No account has the path ${request.path}, to sign it anew.`)
    const signer = { token: account.token, appId: account.appId, keys: decodeKeys(account), account }
    const planned = planReplay(ports, exchange, { how: 'anew', renewedAt: null }, where, signer)
    return { text: writeCurl(copyMade(planned.request)), ...file }
  }
  const text = readMessageToChange(exchange)
  return {
    text: writeCurlWithToken({
      request: {
        ...copyRequest(exchange, origin),
        rawTarget: targetOf(registeredAddress(exchange, where.origin)),
      },
      openId: message?.from ?? SAMPLE_OPEN_ID,
      originalId: message?.to ?? SAMPLE_ORIGINAL_ID,
      message: text,
      isEncrypted: exchange.mode !== 'plaintext',
    }),
    ...file,
  }
}

function findAccountOf({ account, request }: Exchange, accounts: readonly Account[]): Account | undefined {
  return accounts.find(({ id }) => id === account) ?? findByPath(accounts, request.path) ?? undefined
}
