import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeIcns, writeIco } from '../../packaging/desktop/icon-files.ts'

const desktop = join(import.meta.dirname, '../../packaging/desktop')
const read = (file: string) => readFileSync(join(desktop, 'icons', file))

/** Returns the width of a PNG. */
const widthOf = (png: Buffer) => {
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  return png.readUInt32BE(16)
}

describe('the icons', () => {
  it('are those of the drawing: npm run icons', () => {
    const drawing = createHash('sha256')
      .update(readFileSync(join(desktop, 'icon.svg')))
      .digest('hex')
    expect(read('drawn-from.txt').toString().trim()).toBe(drawing)
  })

  it.each([16, 24, 32, 48, 64, 128, 256, 512])('have the size that their name says: %i', (size) => {
    expect(widthOf(read(`${size}x${size}.png`))).toBe(size)
  })

  it('are in Windows’ file in all of its sizes, each where the list says', () => {
    const file = read('icon.ico')
    const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const entry = file.subarray(6 + 16 * index)
      const png = file.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8))
      expect(widthOf(png) % 256).toBe(entry.readUInt8(0))
      return widthOf(png)
    })
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
  })

  it('are in macOS’s file, up to a thousand pixels', () => {
    const file = read('icon.icns')
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
    const found: [string, number][] = []
    for (let place = 8; place < file.length; place += file.readUInt32BE(place + 4)) {
      found.push([file.toString('latin1', place, place + 4), widthOf(file.subarray(place + 8))])
    }
    expect(found).toContainEqual(['icp4', 16])
    expect(found).toContainEqual(['ic11', 32])
    expect(found).toContainEqual(['ic10', 1024])
  })

  it('would notice a list that points elsewhere', () => {
    const png = read('16x16.png')
    const [ico, icns] = [writeIco([{ size: 16, png }]), writeIcns([{ size: 16, png }])]
    expect(ico.subarray(ico.readUInt32LE(18))).toEqual(png)
    expect(icns.length).toBe(png.length + 16)
  })
})
