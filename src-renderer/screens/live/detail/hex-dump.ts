const PER_LINE = 16

/** `00000000  3c 78 6d 6c 3e 0a … |<xml>.|`: what arrived, byte by byte. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const row = bytes.subarray(at, at + PER_LINE)
    let hex = ''
    let text = ''
    for (const [index, byte] of row.entries()) {
      hex += `${index === PER_LINE / 2 ? ' ' : ''}${byte.toString(16).padStart(2, '0')} `
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
    }
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(PER_LINE * 3 + 1)} |${text}|`)
  }
  return lines.join('\n')
}

/** The body as it arrived: its bytes where they are no UTF-8, else those of its text. */
export function bodyBytes({ body, bodyBase64 }: { body: string; bodyBase64?: string }): Uint8Array {
  if (bodyBase64 === undefined) return new TextEncoder().encode(body)
  return Uint8Array.from(atob(bodyBase64), (unit) => unit.charCodeAt(0))
}
