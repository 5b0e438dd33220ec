import type { FieldSpec, MessageSpec } from './catalogue.ts'

/**
 * Returns the key of a message in the catalogue. Letter case is ignored, because `scan` and `Text` occur; the prefix
 * keeps the message `location` from the event `LOCATION`. An Event beside another MsgType is ignored, too.
 */
export function createCatalogueKey(type: string, event: string | null | undefined): string {
  const lower = type.toLowerCase()
  return lower === 'event' ? `event ${(event ?? '').toLowerCase()}` : `message ${lower}`
}

/**
 * Finds the field at `path`, names from below the root `<xml>` downwards. Names are compared exactly: `MsgId` and
 * `MsgID` are two fields.
 */
export function findField(
  { fields }: Pick<MessageSpec, 'fields'>,
  path: readonly string[],
): FieldSpec | undefined {
  let among: readonly FieldSpec[] = fields
  let found: FieldSpec | undefined
  for (const name of path) {
    found = among.find((field) => field.name === name)
    if (found === undefined) return undefined
    among = found.children ?? []
  }
  return found
}
