import { writePushed } from '../../delivery/push-request.ts'
import type { Talk } from '../kit/talk.ts'

/**
 * Bounds of what is sent here. An entity never expands to more than 10 MB, which a parser that expands it survives, and
 * no external entity names anything but our own listener on this computer.
 */
export const EXPANDED_BYTES = 10_000_000
export const OVERSIZE_BYTES = 2_000_000

export const DEPTH = 20_000
export const MANY = 10_000

/** Found in no reply, unless the parser has expanded the entity that says it. */
export const EXPANDED = 'mpscope-expanded-entity'

/** Returns a text message with another content, as written in XML, behind a prolog. */
export function wrap(talk: Talk, content: string, prolog = ''): string {
  const message = writePushed(talk.write('text'))
  return prolog + message.replace(/<Content>[\s\S]*?<\/Content>/, () => `<Content>${content}</Content>`)
}

/** Returns a DTD whose last entity is ten of the one before, and so on, down to ten characters. */
export function createLaughs(levels: number): string {
  const entities = Array.from(
    { length: levels },
    (_, index) => `<!ENTITY m${index + 1} "${`&m${index};`.repeat(10)}">`,
  )
  return `<!DOCTYPE xml [<!ENTITY m0 "mpscope!!!">${entities.join('')}]>`
}

export function createDeep(): string {
  return '<a>'.repeat(DEPTH) + '</a>'.repeat(DEPTH)
}

export const LEVELS = Math.log10(EXPANDED_BYTES / 10)
