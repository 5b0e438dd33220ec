import type { Account } from '../contract/account.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Mode } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import type { Sealing } from '../contract/sending.ts'
import type { Delivery } from '../delivery/deliver.ts'
import { createNonce } from '../delivery/nonce.ts'
import type { DeliveryPlace } from '../delivery/outgoing-exchange.ts'
import { createPushRequest, createRandom16, writePushed } from '../delivery/push-request.ts'
import type { PushedMessage, PushEncryption } from '../delivery/push-request.ts'
import { judgeDelivery } from '../diagnosis/delivery/delivery.ts'
import { readMessageText } from '../exchange/receive.ts'
import { keyOfMessage } from '../exchange/record.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import type { Ports } from '../ports.ts'
import type { HttpVersion } from '../ports/http.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'

/** A delivery that is ready to go, and what its exchange will say of it. */
export interface Planned extends Delivery {
  place: Omit<DeliveryPlace, 'id'>
}

/** A message, and everything that its deliveries have in common. */
export interface Push {
  url: string
  token: string
  message: PushedMessage
  /** Omitted if the message is not encrypted. */
  encryption?: PushEncryption | undefined
  /** The account in whose name it is sent, and all accounts; left out if there is none. */
  account?: Account | undefined
  accounts?: readonly Account[] | undefined
  /** The version of HTTP; 1.1 if left out. */
  version?: HttpVersion | undefined
  /** Milliseconds for one answer; WeChat's own if left out. */
  deadlineMs?: number | undefined
  run?: string | null | undefined
  parent?: string | null | undefined
}

/** Draws the parts of a request that are of that one request alone. */
export function drawSealing(ports: Pick<Ports, 'clock' | 'randomBytes'>): Sealing {
  return {
    timestamp: String(Math.floor(ports.clock.now() / 1000)),
    nonce: createNonce(ports),
    random16: Buffer.from(createRandom16(ports)).toString('latin1'),
  }
}

/**
 * Returns how a push of this mode is encrypted, with the first of the keys; undefined in plaintext mode. Throws NO_KEY if
 * the mode needs a key and there is none.
 */
export function findEncryption(
  mode: Mode,
  [key]: readonly Uint8Array[],
  appId: string,
): PushEncryption | undefined {
  if (mode === 'plaintext') return undefined
  if (!key)
    throw new CommandFailure('NO_KEY', `${mode} mode needs an EncodingAESKey of 43 letters and digits.`)
  return { mode, key, appId }
}

/** Returns one delivery of a message: the same body each time, signed and encrypted with what `sealing` says. */
export function planPush(push: Push, attempt: number, sealing: Sealing): Planned {
  const { url, token, encryption, account, version, deadlineMs = REPLY_DEADLINE_MS } = push
  const text = writePushed(push.message)
  const message = readMessageText(text)
  const { random16, ...signed } = sealing
  const request = createPushRequest({
    url,
    token,
    ...signed,
    message: push.message,
    openId: message?.from ?? SAMPLE_OPEN_ID,
    seal: encryption && {
      ...encryption,
      originalId: message?.to ?? (account?.originalId || SAMPLE_ORIGINAL_ID),
      random16: Buffer.from(random16, 'latin1'),
    },
    deadlineMs,
    version,
  })
  const mode: Mode = encryption?.mode ?? 'plaintext'
  const asked = {
    message,
    sealing: {
      mode,
      appId: account?.appId ?? encryption?.appId ?? '',
      keys: account ? decodeKeys(account) : encryption ? [encryption.key] : [],
      ...signed,
      token,
      otherAccounts: push.accounts?.filter(({ id }) => id !== account?.id) ?? [],
    },
  }
  return {
    request,
    judge: (outcome) => judgeDelivery(outcome, { url: request.url, ...asked }),
    place: {
      account: account?.id ?? null,
      attempt,
      messageKey: message && keyOfMessage(message),
      mode,
      message,
      run: push.run ?? null,
      parent: push.parent ?? null,
    },
  }
}
