/**
 * Returns the reply's body if `text`, one byte a character, is a whole reply; null if more must come. Throws unless it
 * is a 200.
 */
export function readReply(text: string): string | null {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return null
  const head = text.slice(0, end)
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`a wrong reply: ${text.slice(0, 200)}`)
  const body = text.slice(end + 4)
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
  if (length === undefined) return body.endsWith('\r\n0\r\n\r\n') ? body : null
  return body.length >= Number(length) ? body : null
}
