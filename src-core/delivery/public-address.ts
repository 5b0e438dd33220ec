import { CommandFailure } from '../contract/errors.ts'
import { nameNetwork } from '../diagnosis/reach/special-addresses.ts'
import type { Network } from '../ports/network.ts'

/** `near`: everything that the name leads to is this computer or a private network. */
export type AddressReach = 'near' | 'public'

/**
 * Throws PUBLIC_ADDRESS if an address may be somebody else's, and nobody has said that it is meant; HOST_NOT_FOUND if its
 * name leads nowhere, since nobody knows where it leads a moment later. Many requests, or hostile ones, are nothing to
 * send to a server by mistake.
 */
export async function admitAddress(
  url: string,
  network: Pick<Network, 'resolve'>,
  isMeant: boolean,
): Promise<AddressReach> {
  const reach = await findReach(url, network)
  if (reach === 'near' || isMeant) return reach
  throw new CommandFailure('PUBLIC_ADDRESS', `${url} is a public address.`, { url })
}

/** Tells whether an address is loopback without asking anybody. */
export function isOnThisComputer(url: string): boolean {
  const host = hostOf(url)
  return /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]' || /(?:^|\.)localhost$/i.test(host)
}

async function findReach(url: string, network: Pick<Network, 'resolve'>): Promise<AddressReach> {
  if (isOnThisComputer(url)) return 'near'
  const used = await findAddresses(hostOf(url), network)
  return used.every((one) => (one.includes(':') ? isPrivateV6(one) : isPrivateV4(one))) ? 'near' : 'public'
}

/** Returns one address or more, or throws HOST_NOT_FOUND. */
async function findAddresses(host: string, { resolve }: Pick<Network, 'resolve'>): Promise<string[]> {
  if (/^[\d.]+$/.test(host)) return [host]
  if (host.startsWith('[')) return [host.slice(1, -1)]
  const { v4, v6, system, error } = await resolve(host)
  // The system's come first: programs of this computer connect to those.
  const used = system.length > 0 ? system : [...v4, ...v6]
  if (used.length > 0) return used
  const code = error ?? 'ENOTFOUND'
  throw new CommandFailure('HOST_NOT_FOUND', `The name ${host} leads nowhere (${code}).`, { host, code })
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/\.$/, '')
}

/** An address that stands for another, as a proxy program gives it, may be anybody's. */
function isPrivateV4(address: string): boolean {
  const kind = nameNetwork(address)?.kind
  return kind === 'private' || kind === 'shared'
}

/** Loopback, unique local and link-local addresses (RFC 4291, section 2.5; RFC 4193), and IPv4 within IPv6. */
function isPrivateV6(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return isPrivateV4(mapped)
  return address === '::1' || /^f[cd][0-9a-f]{2}:/i.test(address) || /^fe[89ab][0-9a-f]:/i.test(address)
}
