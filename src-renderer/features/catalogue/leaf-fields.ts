import type { FieldSpec, MessageSpec } from '../../../src-core/contract/catalogue.ts'

export interface LeafField {
  /** The form that `message.send` takes: the names below the root, joined by slashes. */
  path: string
  spec: FieldSpec
  /** True if it, or something around it, is left out unless it is asked for. */
  optional: boolean
}

/** The account and the clock fill these in if they are left empty, whatever their sample says. */
const COMMON = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgId'])
/** Another value would make another message, which one chooses from the list. */
const CHOSEN = new Set(['MsgType', 'Event'])

/** Returns the fields of a message that hold a value, in its order: its own, and those that every message has. */
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
