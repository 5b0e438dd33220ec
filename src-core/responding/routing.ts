import type { Account, Backend } from '../contract/account.ts'
import type { ExchangeMessage } from '../contract/exchange.ts'
import type { Takes } from '../contract/takes.ts'
import { readField } from '../exchange/receive.ts'

/** A backend that takes some messages for itself. */
export type Taker = Backend & { takes: Takes }

/**
 * Returns the first backend that takes this message, or null if it is left to the rules and the policy. Only the
 * message decides, the decrypted one if it came encrypted: its retries go to the same backend, and one that cannot be
 * read goes to none.
 */
export function findTaker(
  { backends }: Pick<Account, 'backends'>,
  message: ExchangeMessage | null,
): Taker | null {
  return backends.find((backend): backend is Taker => message !== null && isTakenBy(backend, message)) ?? null
}

function isTakenBy({ takes }: Backend, message: ExchangeMessage): boolean {
  if (!takes) return false
  const key = readField(message.json, 'EventKey')
  return (
    (message.from !== null && takes.senders.includes(message.from)) ||
    (key !== null && takes.scenes.some((scene) => bareScene(scene) === bareScene(key)))
  )
}

/**
 * A scene comes with `qrscene_` before it if the scan was also a subscription, and without it if not.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
 */
function bareScene(key: string): string {
  return key.replace(/^qrscene_/, '')
}

/** Returns the backends that get a copy of a message: all that want one, but for the one that answers it. */
export function backendsToCopyTo(account: Account, message: ExchangeMessage | null): Backend[] {
  const { backends, policy } = account
  const answering = findTaker(account, message)?.id ?? (policy.kind === 'relay' ? policy.backend : null)
  return backends.filter(({ id, copies }) => copies && id !== answering)
}
