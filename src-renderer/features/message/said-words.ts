import { fieldsOf } from '../../../src-core/contract/message-fields.ts'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'

/** The fields that hold words of the user, or what a menu stands for, from the most telling on. */
const WORDS = ['Content', 'Recognition', 'Label', 'Title'] as const

/** Returns the user's own words, the key of an event, or null if the message has neither. */
export function saidWords({ json }: Pick<ExchangeMessage, 'json'>): { text: string; isKey: boolean } | null {
  const fields = fieldsOf(json)
  for (const name of WORDS) {
    const text = textOf(fields[name])
    if (text !== '') return { text, isKey: false }
  }
  const key = textOf(fields['EventKey'])
  return key === '' ? null : { text: key, isKey: true }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
