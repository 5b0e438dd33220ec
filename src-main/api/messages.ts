import { CommandFailure } from '../../src-core/contract/errors.ts'
import { createSampleFields } from '../../src-core/sender/sample-fields.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import type { MessageField } from '../../src-core/wechat/message-field.ts'
import { writePushed } from '../../src-core/delivery/push-request.ts'
import { XmlWriteError } from '../../src-core/xml/write/check-writable.ts'
import { ApiFault } from './fault.ts'
import type { SampleInput } from './types.ts'

/** Returns the fields of a believable message. Throws `NOT_FOUND` or `INVALID_INPUT`. */
export function createFields(
  name: string,
  sending: Pick<Sending, 'clock' | 'randomBytes'>,
  { event, type = event === undefined ? 'text' : 'event', set }: SampleInput,
): MessageField[] {
  if (event !== undefined && type !== 'event') {
    throw new ApiFault('INVALID_INPUT', {
      zh: `${name}：event 只用于事件，和 type: '${type}' 不能一起用。`,
      en: `${name}: event is for events, and does not go with type: '${type}'.`,
    })
  }
  try {
    const fields = createSampleFields(sending, '', { type, event, set })
    // A value that XML cannot carry is the caller's mistake, and is to be told as one.
    writePushed(fields)
    return fields
  } catch (error) {
    if (error instanceof XmlWriteError) {
      const { sentence, path } = error
      throw new ApiFault('INVALID_INPUT', {
        zh: `${name}：${path}：${sentence.zh}`,
        en: `${name}: ${path}: ${sentence.en}`,
      })
    }
    if (!(error instanceof CommandFailure)) throw error
    const kind = event === undefined ? type : `${type} ${event}`
    if (error.code === 'NOT_FOUND') {
      throw new ApiFault('NOT_FOUND', {
        zh: `${name}：目录里没有这种消息：${kind}。`,
        en: `${name}: the catalogue has no such message: ${kind}.`,
      })
    }
    const { issues = [] } = (error.details ?? {}) as { issues?: { path: string }[] }
    const fields = issues.map(({ path }) => path.replace(/^set\./, '')).join(', ')
    throw new ApiFault('INVALID_INPUT', {
      zh: `${name}：${kind} 没有字段 ${fields}。`,
      en: `${name}: ${kind} has no field ${fields}.`,
    })
  }
}
