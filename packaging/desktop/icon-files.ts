/** The two containers of icons. Each of their pictures is a PNG, as Windows Vista and macOS 10.7 began to read them. */

export interface Drawing {
  /** In pixels, the same both ways. */
  size: number
  png: Buffer
}

/** @see https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10) */
export function writeIco(drawings: readonly Drawing[]): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(drawings.length, 4)
  let place = head.length + 16 * drawings.length
  const entries = drawings.map(({ size, png }) => {
    const entry = Buffer.alloc(16)
    // 0 stands for 256.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(place, 12)
    place += png.length
    return entry
  })
  return Buffer.concat([head, ...entries, ...drawings.map(({ png }) => png)])
}

/** The kinds by their size in pixels: for a usual screen, and for one with twice as many pixels. */
const ICNS_KINDS: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** @see https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
export function writeIcns(drawings: readonly Drawing[]): Buffer {
  const parts = drawings.flatMap(({ size, png }) =>
    (ICNS_KINDS[size] ?? []).map((kind) => Buffer.concat([headOf(kind, png.length), png])),
  )
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([headOf('icns', length), ...parts])
}

/** The length counts these eight bytes as well. */
function headOf(kind: string, length: number): Buffer {
  const head = Buffer.alloc(8)
  head.write(kind, 'latin1')
  head.writeUInt32BE(length + head.length, 4)
  return head
}
