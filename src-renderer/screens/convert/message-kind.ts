import type { PairedTexts } from '../../features/fields/useCounterparts.ts'
import type { MessageKind } from '../../features/fields/useFieldHelp.ts'

/**
 * Returns the kind of message that a document says it is; null if it does not say, or for a reply, which the catalogue
 * does not have.
 */
export function messageKind({ xml, pairs }: PairedTexts): MessageKind | null {
  const type = valueOf('MsgType')
  if (type === null) return null
  const event = valueOf('Event')
  // A reply looks like a message without the id that only received ones have.
  return type.toLowerCase() === 'event' || valueOf('MsgId') !== null ? { type, event } : null

  function valueOf(name: string): string | null {
    const pair = pairs.find(({ path }) => path.length === 1 && path[0] === name)
    if (!pair) return null
    const element = xml.slice(pair.xml.start, pair.xml.end)
    return /^<[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<>\]]*?)\s*(?:\]\]>)?\s*<\//.exec(element)?.[1] ?? null
  }
}

/** Returns what WeChat calls the message of a sample: its Event, InfoType or MsgType. */
export function messageName(xml: string): string {
  const value = (field: string) =>
    new RegExp(`<${field}>\\s*(?:<!\\[CDATA\\[)?\\s*([^<\\]]*)`).exec(xml)?.[1]?.trim()
  return value('Event') ?? value('InfoType') ?? value('MsgType') ?? ''
}
