import { CommandFailure } from '../contract/errors.ts'
import { nameNetwork } from '../diagnosis/reach/special-addresses.ts'
import type { Network } from '../ports/network.ts'

/**
 * Throws PUBLIC_ADDRESS if an address may be somebody else's, and nobody has said that it is meant. Many requests, or
 * hostile ones, are nothing to send to a server by mistake.
 */
export async function refusePublic(
  url: string,
  network: Pick<Network, 'resolve'>,
  isMeant: boolean,
): Promise<void> {
  if (isMeant || (await isPrivate(url, network))) return
  throw new CommandFailure('PUBLIC_ADDRESS', `${url} is a public address.`, { url })
}

/** Tells whether an address is loopback without asking anybody. */
export function isOnThisComputer(url: string): boolean {
  const host = hostOf(url)
  return /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]' || /(?:^|\.)localhost$/i.test(host)
}

/**
 * Tells whether everything that the name leads to is this computer or a private network; an address that cannot be
 * found leads nowhere. Never rejects.
 */
export async function isPrivate(url: string, { resolve }: Pick<Network, 'resolve'>): Promise<boolean> {
  if (isOnThisComputer(url)) return true
  const host = hostOf(url)
  if (/^[\d.]+$/.test(host)) return isPrivateV4(host)
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1))
  const { v4, v6, system } = await resolve(host)
  // The system's come first: programs of this computer connect to those.
  const used = system.length > 0 ? system : [...v4, ...v6]
  return used.every((address) => (address.includes(':') ? isPrivateV6(address) : isPrivateV4(address)))
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
