/** The most of one line that is passed on, in UTF-16 units; the rest of it is dropped. */
const LINE_MAX = 16 * 1024

/**
 * Cuts a program's bytes into lines: whatever they are, and wherever the pieces begin and end. Bytes that are no UTF-8
 * come as U+FFFD; empty lines are left out. A line that never ends takes no memory.
 */
export function createLineReader(onLine: (line: string) => void): {
  push(bytes: Uint8Array): void
  end(): void
} {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let begun = ''
  let isTooLong = false

  function finish(): void {
    if (begun !== '') onLine(begun)
    begun = ''
    isTooLong = false
  }
  function append(text: string): void {
    if (isTooLong) return
    begun += text
    if (begun.length <= LINE_MAX) return
    begun = begun.slice(0, LINE_MAX)
    isTooLong = true
  }
  function take(text: string): void {
    // A carriage return alone goes back to draw the line anew.
    const [first = '', ...others] = text.split(/[\r\n]/)
    append(first)
    for (const other of others) {
      finish()
      append(other)
    }
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      take(decoder.decode())
      finish()
    },
  }
}
