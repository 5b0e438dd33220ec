import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/**
 * Reads the rows of a SQLite file from its pages alone, without the trees that lead to them, and so finds the rows on
 * whole pages even if SQLite itself refuses the file.
 *
 * Source: https://www.sqlite.org/fileformat2.html (1.6 pages of b-trees, 2.1 records, 4 the WAL)
 */
export interface PageReader {
  pages: number
  /** Returns the rows on this page that are whole; a row's number comes first. */
  rowsOn(page: number): Value[][]
  close(): void
}

export type Value = number | string | Uint8Array | null

const HEADER_BYTES = 100
const LEAF_OF_TABLE = 0x0d
const USUAL_PAGE_BYTES = 4096
const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
/** No value of ours is longer. */
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024

export function openPages(file: string): PageReader {
  const main = openSync(file, 'r')
  const header = read(main, 0, HEADER_BYTES)
  const pageBytes = findPageBytes(header)
  const usable = pageBytes - (isHeader(header) ? header[20]! : 0)
  const wal = openWal(`${file}-wal`, pageBytes)
  const pages = Math.max(Math.ceil(fstatSync(main).size / pageBytes), ...wal.offsets.keys(), 0)

  function readPage(page: number): Buffer {
    const offset = wal.offsets.get(page)
    return offset === undefined
      ? read(main, (page - 1) * pageBytes, pageBytes)
      : read(wal.descriptor!, offset, pageBytes)
  }

  /** Reads the part of a payload on its own page, and then the rest from a chain of pages. */
  function readPayload(page: Buffer, start: number, length: number): Buffer {
    if (length > MAX_PAYLOAD_BYTES) throw new RangeError('the payload is too long')
    const local = localBytes(length, usable)
    const chunks = [page.subarray(start, start + local)]
    if (chunks[0]!.length < local) throw new RangeError('the payload leaves the page')
    let next = local < length ? page.readUInt32BE(start + local) : 0
    for (let left = length - local; left > 0; left -= usable - 4) {
      const overflow = readPage(next)
      chunks.push(overflow.subarray(4, 4 + Math.min(left, usable - 4)))
      next = overflow.readUInt32BE(0)
    }
    const payload = Buffer.concat(chunks)
    if (payload.length !== length) throw new RangeError('the payload is not whole')
    return payload
  }

  return {
    pages,
    rowsOn(number) {
      const page = readPage(number)
      const start = number === 1 ? HEADER_BYTES : 0
      if (page.length < pageBytes || page[start] !== LEAF_OF_TABLE) return []
      const count = Math.min(page.readUInt16BE(start + 3), Math.floor((pageBytes - start - 8) / 2))
      return Array.from({ length: count }, (_, n) => page.readUInt16BE(start + 8 + 2 * n)).flatMap(
        (offset) => {
          try {
            const [length, afterLength] = readVarint(page, offset)
            const [row, afterRow] = readVarint(page, afterLength)
            return [[row, ...readRecord(readPayload(page, afterRow, length))]]
          } catch {
            return []
          }
        },
      )
    },
    close() {
      closeSync(main)
      if (wal.descriptor !== null) closeSync(wal.descriptor)
    },
  }
}

function isHeader(header: Buffer): boolean {
  return header.length === HEADER_BYTES && header.toString('latin1', 0, 15) === 'SQLite format 3'
}

function findPageBytes(header: Buffer): number {
  const bytes = isHeader(header) ? header.readUInt16BE(16) : USUAL_PAGE_BYTES
  if (bytes === 1) return 65536
  return bytes >= 512 && (bytes & (bytes - 1)) === 0 ? bytes : USUAL_PAGE_BYTES
}

/** Finds the latest state of each page in the WAL. */
function openWal(file: string, pageBytes: number) {
  const offsets = new Map<number, number>()
  let descriptor: number | null = null
  try {
    descriptor = openSync(file, 'r')
    const header = read(descriptor, 0, WAL_HEADER_BYTES)
    const salts = header.subarray(16, 24)
    if (header.readUInt32BE(8) === pageBytes) {
      for (let offset = WAL_HEADER_BYTES; ; offset += FRAME_HEADER_BYTES + pageBytes) {
        const frame = read(descriptor, offset, FRAME_HEADER_BYTES)
        // Frames after the last one remain from before the WAL began anew, and have other salts.
        if (frame.length < FRAME_HEADER_BYTES || !frame.subarray(8, 16).equals(salts)) break
        offsets.set(frame.readUInt32BE(0), offset + FRAME_HEADER_BYTES)
      }
    }
  } catch {
    // There is no WAL, or no whole one.
  }
  return { offsets, descriptor }
}

/** Reads these bytes, or as many of them as there are. */
function read(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset))
}

function localBytes(length: number, usable: number): number {
  const most = usable - 35
  if (length <= most) return length
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const fitting = least + ((length - least) % (usable - 4))
  return fitting <= most ? fitting : least
}

/** Returns the number at `offset`, and the offset after it. */
function readVarint(bytes: Buffer, offset: number): [value: number, next: number] {
  let value = 0
  for (let n = 0; n < 9; n++) {
    const byte = bytes.readUInt8(offset + n)
    if (n === 8) return [value * 256 + byte, offset + 9]
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, offset + n + 1]
  }
  throw new RangeError('no number')
}

function readRecord(payload: Buffer): Value[] {
  const [headerBytes, first] = readVarint(payload, 0)
  const values: Value[] = []
  let data = headerBytes
  for (let at = first; at < headerBytes;) {
    const [type, next] = readVarint(payload, at)
    at = next
    const length = lengthOf(type)
    if (data + length > payload.length) throw new RangeError('the value leaves the record')
    values.push(readValue(payload.subarray(data, data + length), type))
    data += length
  }
  return values
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

function lengthOf(type: number): number {
  return type < 12 ? (INTEGER_BYTES[type] ?? 0) : Math.floor((type - 12) / 2)
}

function readValue(bytes: Buffer, type: number): Value {
  if (type >= 12) return type % 2 === 0 ? Uint8Array.from(bytes) : bytes.toString('utf8')
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE()
  if (type === 8 || type === 9) return type - 8
  return bytes.length === 8 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, bytes.length)
}
