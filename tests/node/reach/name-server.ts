import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** What a name server says of one name: its addresses by kind, or that it fails; null for a name that does not exist. */
export type Records = { A?: string[] | 'failure'; AAAA?: string[] } | null

const TYPES: Record<number, 'A' | 'AAAA'> = { 1: 'A', 28: 'AAAA' }

/**
 * Starts a name server on loopback that answers every question about addresses by `tell`, which may leave it without an
 * answer (RFC 1035, section 4). Returns its address; ended with the test.
 */
export async function startNameServer(tell: (name: string) => Records | 'silence'): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { address, port }) => {
    const { name, end } = readName(question)
    const records = tell(name)
    if (records === 'silence') return
    const type = TYPES[question.readUInt16BE(end)]
    socket.send(writeAnswer(question.subarray(0, end + 4), records, type), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

function readName(question: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = 12
  while (question[at] !== 0) {
    const length = question[at]!
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}

function writeAnswer(question: Buffer, records: Records, type: 'A' | 'AAAA' | undefined): Buffer {
  const said = (type && records?.[type]) ?? []
  const found = said === 'failure' ? [] : said
  const head = Buffer.from(question)
  head.writeUInt16BE(records === null ? 0x8183 : said === 'failure' ? 0x8182 : 0x8180, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(found.length, 6)
  head.writeUInt32BE(0, 8)
  const answers = found.map((address) => {
    const data = type === 'A' ? Buffer.from(address.split('.').map(Number)) : writeIpv6(address)
    const fixed = Buffer.from([0xc0, 12, 0, type === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length])
    return Buffer.concat([fixed, data])
  })
  return Buffer.concat([head, ...answers])
}

/** Takes the form with `::` once, as in `2001:db8::1`. */
function writeIpv6(address: string): Buffer {
  const [left = '', right = ''] = address.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(left), groups(right)]
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}
