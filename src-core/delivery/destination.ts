import type { Account } from '../contract/account.ts'
import { withAppId } from '../contract/app-id-mark.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Target } from '../contract/target.ts'
import { isOwnAddress } from '../exchange/relay.ts'
import type { Ports } from '../ports.ts'

/** Where a request goes, as a whole address. */
export interface Destination {
  kind: 'responder' | 'outside'
  url: string
}

/**
 * Finds the address of a target; a mark for an AppID in it is filled in, as when a message is relayed. Throws NOT_FOUND
 * if the account has no such backend, and OWN_CONTROL_PORT if it is the port at which the workbench itself is operated.
 */
export function findDestination(
  ports: Pick<Ports, 'responder' | 'controlPort'>,
  { path, appId, backends }: Pick<Account, 'path' | 'appId' | 'backends'>,
  target: Target,
): Destination {
  if (target.kind === 'responder')
    return { kind: 'responder', url: ports.responder().origin + withAppId(path, appId) }
  const url = target.kind === 'url' ? target.url : findBackend(backends, target.id)
  return { kind: 'outside', url: refuseControl(ports, withAppId(url, appId)) }
}

/** Returns the address, or throws OWN_CONTROL_PORT. */
export function refuseControl({ controlPort }: Pick<Ports, 'controlPort'>, url: string): string {
  const port = controlPort()
  if (port === null || !isOwnAddress(url, port)) return url
  throw new CommandFailure(
    'OWN_CONTROL_PORT',
    `${url} is where this workbench is operated, and takes no messages.`,
  )
}

function findBackend(backends: Account['backends'], id: string): string {
  const backend = backends.find((one) => one.id === id)
  if (!backend) throw new CommandFailure('NOT_FOUND', `There is no backend ${id}.`)
  return backend.url
}
