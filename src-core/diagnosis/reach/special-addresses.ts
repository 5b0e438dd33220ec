import type { Bilingual } from '../../contract/text.ts'

/** An IPv4 network that no public host is in. */
export interface SpecialNetwork {
  /**
   * `fake`: a proxy program on this computer puts such addresses in place of the real ones. `shared`: inside a provider's
   * network, or that of a program such as Tailscale.
   */
  kind: 'private' | 'fake' | 'shared'
  name: Bilingual
}

const LOOPBACK = { zh: '本机地址', en: 'an address of the machine itself' }
const PRIVATE = { zh: '内网地址', en: 'a private address' }
const RESERVED = { zh: '保留地址', en: 'a reserved address' }

/** Source: RFC 6890, section 2.2.2, and IANA's registry of special-purpose addresses. */
const NETWORKS: readonly (readonly [network: string, bits: number, special: SpecialNetwork])[] = [
  ['0.0.0.0', 8, { kind: 'private', name: RESERVED }],
  ['10.0.0.0', 8, { kind: 'private', name: PRIVATE }],
  [
    '100.64.0.0',
    10,
    { kind: 'shared', name: { zh: '运营商内部的地址', en: 'an address inside a provider’s network' } },
  ],
  ['127.0.0.0', 8, { kind: 'private', name: LOOPBACK }],
  ['169.254.0.0', 16, { kind: 'private', name: PRIVATE }],
  ['172.16.0.0', 12, { kind: 'private', name: PRIVATE }],
  ['192.0.0.0', 24, { kind: 'private', name: RESERVED }],
  ['192.0.2.0', 24, { kind: 'private', name: RESERVED }],
  ['192.168.0.0', 16, { kind: 'private', name: PRIVATE }],
  ['198.18.0.0', 15, { kind: 'fake', name: RESERVED }],
  ['198.51.100.0', 24, { kind: 'private', name: RESERVED }],
  ['203.0.113.0', 24, { kind: 'private', name: RESERVED }],
  ['224.0.0.0', 3, { kind: 'private', name: RESERVED }],
]

/** Returns the special network that an IPv4 address is in; null if it may be public. */
export function nameNetwork(address: string): SpecialNetwork | null {
  const value = toNumber(address)
  const found = NETWORKS.find(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(value / size) === Math.floor(toNumber(network) / size)
  })
  return found?.[2] ?? null
}

function toNumber(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0)
}
