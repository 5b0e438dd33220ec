import { deflateSync, crc32 } from 'node:zlib'

/** A picture of a whole screen: rows from the top, three bytes a pixel. */
export interface Picture {
  width: number
  height: number
  rgb: Buffer
}

/**
 * Reads what Xvfb keeps of its screen in the folder of `-fbdir`: an XWD file of 32 bits a pixel. So the test needs no
 * program that takes pictures.
 */
export function readScreen(xwd: Buffer): Picture {
  const field = (place: number) => xwd.readUInt32BE(place * 4)
  const [headerSize, format, width, height, bitsPerPixel] = [
    field(0),
    field(2),
    field(4),
    field(5),
    field(11),
  ]
  const [bytesPerLine, colors] = [field(12), field(19)]
  if (format !== 2 || bitsPerPixel !== 32)
    throw new Error(`The screen has ${bitsPerPixel} bits a pixel, not 32`)
  const start = headerSize + colors * 12
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Xvfb writes pixels in the order of this computer's bytes: blue, green, red.
      const from = start + y * bytesPerLine + x * 4
      const to = (y * width + x) * 3
      rgb[to] = xwd[from + 2]!
      rgb[to + 1] = xwd[from + 1]!
      rgb[to + 2] = xwd[from]!
    }
  }
  return { width, height, rgb }
}

/** How many colours there are: one in an empty screen, two in an empty window, many where there is text. */
export function countColors({ rgb }: Picture): number {
  const found = new Set<number>()
  for (let at = 0; at < rgb.length; at += 3) found.add(rgb.readUIntBE(at, 3))
  return found.size
}

export function encodePng({ width, height, rgb }: Picture): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a colour, three colours, neither filtered nor interlaced.
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.of(0),
    rgb.subarray(y * width * 3, (y + 1) * width * 3),
  ])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}
