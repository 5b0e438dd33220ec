import { createEnvelope } from '../wechat/cipher/envelope.ts'
import type { EnvelopeInput } from '../wechat/cipher/envelope.ts'
import { writeMessage } from '../xml/write/message.ts'
import type { XmlDocument, XmlElement } from '../xml/tree.ts'
import { trimEnd, trimStart } from '../xml/whitespace.ts'

/**
 * Writes the XML of an encrypted reply, exactly as it is sent. Throws an XmlWriteError if a value cannot stand in XML.
 */
export function writeEnvelope(input: EnvelopeInput): string {
  return writeMessage(createEnvelope(input))
}

/** Writes the same as JSON, in answer to a push in JSON. TimeStamp is digits in either. */
export function writeJsonEnvelope(input: EnvelopeInput): string {
  const parts = createEnvelope(input).flatMap((field) =>
    'value' in field ? [[field.name, field.value]] : [],
  )
  return JSON.stringify(Object.fromEntries(parts))
}

/** The elements of an envelope: from an account, from a third-party platform, from WeCom. */
const ENVELOPE_FIELDS = new Set(['Encrypt', 'ToUserName', 'AppId', 'AgentID'])

/** Tells whether a body with these elements is only an envelope, as in safe mode. */
export function isEnvelopeOnly(names: readonly string[]): boolean {
  return names.every((name) => ENVELOPE_FIELDS.has(name))
}

/** The parts of an envelope; each is null if the envelope has no such element. */
export interface Envelope {
  encrypt: string | null
  msgSignature: string | null
  timestamp: string | null
  nonce: string | null
}

/**
 * Returns the parts of an envelope by name. Their order means nothing: WeChat itself has put Encrypt first and last. If
 * several have one name, the first counts.
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

/** Returns the outermost element that has an Encrypt in it, for a pasted text; null if there is none. */
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

/** Returns the signed text: layout around CDATA is not signed, but everything inside is, with its blanks. */
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
