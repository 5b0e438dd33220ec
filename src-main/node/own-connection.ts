import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'

/**
 * Returns whether the program at the other end of a connection over loopback belongs to the user who runs us. Only Linux
 * tells; elsewhere it is taken for granted. If the system's table cannot be read, nobody is taken for the user.
 */
export function isOwnConnection({ localPort, remotePort }: Socket): boolean {
  if (process.platform !== 'linux') return true
  const ends = { from: remotePort ?? 0, to: localPort ?? 0 }
  // A program may speak IPv4 over a socket for IPv6.
  const owners = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => findOwners(readTable(file), ends))
  return owners.length > 0 && owners.every((uid) => uid === process.getuid?.())
}

/**
 * Returns the users of the sockets that are connected from one port to another, as proc_net(5) lists them. There may be
 * several, since only the ports are compared and not the addresses: whoever makes another such pair wins nothing by it.
 */
export function findOwners(table: string, { from, to }: { from: number; to: number }): number[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', remote = '', , , , , uid = ''] = line.trim().split(/\s+/)
    return portOf(local) === from && portOf(remote) === to ? [Number(uid)] : []
  })
}

function portOf(address: string): number {
  return parseInt(address.slice(address.lastIndexOf(':') + 1), 16)
}

function readTable(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
