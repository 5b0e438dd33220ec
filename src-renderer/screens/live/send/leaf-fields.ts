import type { FieldSpec, MessageSpec } from '../../../../src-core/contract/catalogue.ts'

export interface LeafField {
  /** As `message.send` takes it: the names below the root, joined by slashes. */
  path: string
  spec: FieldSpec
  /** It, or something around it, is left out unless it is asked for. */
  optional: boolean
}

/** Filled in from the account and the clock when they are left empty, whatever their sample says. */
const COMMON = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgId'])
/** Another one would be another message, which is chosen from the list. */
const CHOSEN = new Set(['MsgType', 'Event'])

/** The fields of a message that hold a value, in its order: its own, and those that every message has. */
export function leafFields(message: MessageSpec): { own: LeafField[]; common: LeafField[] } {
  const leaves = leavesOf(message.fields, [], false).filter(({ path }) => !CHOSEN.has(path))
  return {
    own: leaves.filter(({ path }) => !COMMON.has(path)),
    common: leaves.filter(({ path }) => COMMON.has(path)),
  }
}

function leavesOf(
  fields: readonly FieldSpec[],
  above: readonly string[],
  optionalAbove: boolean,
): LeafField[] {
  return fields.flatMap((spec) => {
    const names = [...above, spec.name]
    const optional = optionalAbove || spec.optional === true
    if (spec.kind === 'children') return leavesOf(spec.children ?? [], names, optional)
    return [{ path: names.join('/'), spec, optional }]
  })
}
