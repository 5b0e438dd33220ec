import { createEnvelope } from '../wechat/cipher/envelope.ts'
import type { EnvelopeInput } from '../wechat/cipher/envelope.ts'
import { writeMessage } from '../xml/write/message.ts'
import type { XmlDocument, XmlElement } from '../xml/tree.ts'
import { trimEnd, trimStart } from '../xml/whitespace.ts'

/** The XML of an encrypted reply, exactly as it is sent. Throws an XmlWriteError where a value cannot stand in XML. */
export function writeEnvelope(input: EnvelopeInput): string {
  return writeMessage(createEnvelope(input))
}

/** What stands beside Encrypt in an envelope: of an account, of a third-party platform, of WeCom. */
const ENVELOPE_FIELDS = new Set(['Encrypt', 'ToUserName', 'AppId', 'AgentID'])

/** Whether a body with these elements is nothing but an envelope, as in safe mode. */
export function isEnvelopeOnly(names: readonly string[]): boolean {
  return names.every((name) => ENVELOPE_FIELDS.has(name))
}

/** What an envelope holds, null where it has no such element. */
export interface Envelope {
  encrypt: string | null
  msgSignature: string | null
  timestamp: string | null
  nonce: string | null
}

/**
 * The parts of an envelope by name: their order says nothing, WeChat itself has put Encrypt first and last. Of several
 * with one name the first counts.
 */
export function readEnvelope({ children }: XmlElement): Envelope {
  const elements = children.filter((child) => child.type === 'element')
  const find = (name: string): string | null => {
    const element = elements.find((child) => child.name === name)
    return element ? readText(element) : null
  }
  return {
    encrypt: find('Encrypt'),
    msgSignature: find('MsgSignature'),
    timestamp: find('TimeStamp'),
    nonce: find('Nonce'),
  }
}

/** The outermost element that has an Encrypt in it, for what a person pasted; null where there is none. */
export function findEnvelope({ root }: XmlDocument): XmlElement | null {
  for (let level = [root]; level.length > 0;) {
    const below = level.flatMap(({ children }) => children.filter((child) => child.type === 'element'))
    const found = level.find(({ children }) =>
      children.some((child) => child.type === 'element' && child.name === 'Encrypt'),
    )
    if (found) return found
    level = below
  }
  return null
}

/** Layout around CDATA is no part of what was signed; what stands inside is, blanks and all. */
function readText({ children }: XmlElement): string {
  const parts = children.filter((child) => child.type === 'text' || child.type === 'cdata')
  return parts
    .map(({ type, value }, index) => {
      if (type === 'cdata') return value
      const start = index === 0 ? trimStart(value) : value
      return index === parts.length - 1 ? trimEnd(start) : start
    })
    .join('')
}
