import type { FieldSpec, MessageSpec } from '../contract/catalogue.ts'
import type { MessageField } from './message-field.ts'

/** The user in examples and test messages: shaped like an OpenID, and nobody's. */
export const SAMPLE_OPEN_ID = 'oMpscopeSampleUser0000000001'
/** Used while the account's own is unknown. */
export const SAMPLE_ORIGINAL_ID = 'gh_mpscope00001'

export interface SampleOptions {
  /** The account's original ID, `gh_…`. */
  toUserName: string
  /** The user's OpenID. */
  fromUserName: string
  /** Unix time in seconds. */
  createTime: number
  /** Used if the message has a MsgId; events have none. */
  msgId: string
  /**
   * Values by field name, or by path with `/` for nested fields (`ScanCodeInfo/ScanResult`). They override everything
   * else, and bring in optional fields, which are otherwise left out.
   */
  set?: Readonly<Record<string, string>>
}

/** `set` names fields that the message does not have, or that hold other fields instead of a value. */
export class UnknownFieldError extends Error {
  readonly code = 'UNKNOWN_FIELD'
  readonly fields: readonly string[]

  constructor(spec: MessageSpec, fields: readonly string[]) {
    super(`${spec.event ?? spec.infoType ?? spec.type} has no field ${fields.join(', ')}`)
    this.name = 'UnknownFieldError'
    this.fields = fields
  }
}

/**
 * Returns the fields of a believable message of this kind, in the official order, ready for the XML builder.
 *
 * An unknown name in `set` is an error rather than one more element: `content` for `Content` would otherwise send a
 * message that looks right and is not. To send an unknown field, edit the XML.
 *
 * @throws {UnknownFieldError}
 */
export function createSampleMessage(spec: MessageSpec, options: SampleOptions): MessageField[] {
  const values = new Map([
    ['ToUserName', options.toUserName],
    ['FromUserName', options.fromUserName],
    ['CreateTime', String(options.createTime)],
    ['MsgId', options.msgId],
  ])
  const asked = new Map(Object.entries(options.set ?? {}))
  for (const [path, value] of asked) values.set(path, value)
  const used = new Set<string>()

  function fill(fields: readonly FieldSpec[], parent: string): MessageField[] {
    return fields.flatMap((field): MessageField[] => {
      const path = parent === '' ? field.name : `${parent}/${field.name}`
      const isAsked = [...asked.keys()].some((key) => key === path || key.startsWith(`${path}/`))
      if (field.optional === true && !isAsked) return []
      if (field.kind === 'children') return [{ name: field.name, children: fill(field.children ?? [], path) }]
      used.add(path)
      const kind = field.kind === 'cdata' ? 'cdata' : 'bare'
      return [{ name: field.name, kind, value: values.get(path) ?? field.sample }]
    })
  }

  const message = fill(spec.fields, '')
  const unknown = [...asked.keys()].filter((path) => !used.has(path))
  if (unknown.length > 0) throw new UnknownFieldError(spec, unknown)
  return message
}
