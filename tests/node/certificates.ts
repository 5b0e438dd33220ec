import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** A certificate with its key, in PEM. */
export interface Certificate {
  cert: string
  key: string
  name: string
  privateKey: KeyObject
}

export interface CertificateOrder {
  name: string
  /** The authority that issues it; itself if left out. */
  issuer?: Certificate
  /** The hosts that it is for. */
  hosts?: string[]
  /** True if it may issue others. */
  isAuthority?: boolean
  from?: Date
  until?: Date
}

const DAY = 24 * 60 * 60 * 1000

/** Creates an X.509 certificate with a new key (ECDSA over P-256), as RFC 5280 lays it out. */
export function createCertificate(order: CertificateOrder): Certificate {
  const { name, issuer, hosts = [], isAuthority = false } = order
  const { from = new Date(Date.now() - DAY), until = new Date(Date.now() + DAY) } = order
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const constraints = isAuthority ? sequence(Buffer.from([0x01, 0x01, 0xff])) : sequence()
  const names = sequence(...hosts.map(writeHost))
  const extensions = sequence(
    writeExtension('2.5.29.19', constraints, true),
    ...(hosts.length > 0 ? [writeExtension('2.5.29.17', names)] : []),
  )
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(createHash('sha1').update(spki).digest().subarray(0, 8)),
    ECDSA_WITH_SHA256,
    writeName(issuer?.name ?? name),
    sequence(writeTime(from), writeTime(until)),
    writeName(name),
    spki,
    tagged(0xa3, extensions),
  )
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey)
  const der = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, Buffer.from([0]), signature))
  const lines = der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    name,
    privateKey,
  }
}

function writeExtension(id: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [Buffer.from([0x01, 0x01, 0xff])] : []
  return sequence(objectId(id), ...critical, tagged(0x04, value))
}

function writeName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(0x0c, Buffer.from(name)))))
}

function writeHost(host: string): Buffer {
  const isAddress = /^[\d.]+$/.test(host)
  return isAddress ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host))
}

/** YYYYMMDDHHMMSSZ, which is right for every year. */
function writeTime(time: Date): Buffer {
  return tagged(0x18, Buffer.from(`${time.toISOString().replace(/[-:T]|\..*$/g, '')}Z`))
}

/** DER: a tag, the length, and the contents. */
function tagged(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function sequence(...contents: Uint8Array[]): Buffer {
  return tagged(0x30, ...contents)
}

/** A positive number. */
function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, Buffer.from([0]).subarray(bytes[0]! < 0x80 ? 1 : 0), bytes)
}

function objectId(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(writeArc)]))
}

function writeArc(arc: number): number[] {
  const bytes = [arc & 0x7f]
  for (let left = arc >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'))
