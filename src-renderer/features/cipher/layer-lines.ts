export interface LayerLine {
  /** Bytes from the start of the buffer. */
  offset: number
  hex: string
  text: string
}

export const BYTES_PER_LINE = 16

/** Returns a layer's bytes, 16 a line, the first `limit` lines: `3c 78 6d 6c …` and the ASCII characters among them. */
export function layerLines(hex: string, offset: number, limit: number): LayerLine[] {
  const lines: LayerLine[] = []
  for (let at = 0; at < hex.length && lines.length < limit; at += BYTES_PER_LINE * 2) {
    const bytes = hex.slice(at, at + BYTES_PER_LINE * 2).match(/../g) ?? []
    const text = bytes.map((byte) => {
      const code = Number.parseInt(byte, 16)
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·'
    })
    const halves = [bytes.slice(0, 8), bytes.slice(8)].map((half) => half.join(' '))
    lines.push({ offset: offset + at / 2, hex: halves.filter(Boolean).join('  '), text: text.join('') })
  }
  return lines
}
