import { CommandFailure } from '../contract/errors.ts'
import { createMsgId } from '../delivery/message-id.ts'
import type { Ports } from '../ports.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import type { MessageField } from '../wechat/message-field.ts'
import {
  createSampleMessage,
  SAMPLE_OPEN_ID,
  SAMPLE_ORIGINAL_ID,
  UnknownFieldError,
} from '../wechat/samples.ts'

/** The message to send: its kind, and values for some of its fields by path. */
export interface SampleOrder {
  type: string
  event?: string | undefined
  set?: Record<string, string> | undefined
}

/** Returns the fields of a believable message, with a MsgId of its own. Throws `NOT_FOUND` and `INVALID_INPUT`. */
export function createSampleFields(
  ports: Pick<Ports, 'clock' | 'randomBytes'>,
  originalId: string,
  order: SampleOrder,
): MessageField[] {
  const spec = findMessageSpec(order.type, order.event)
  if (!spec) {
    throw new CommandFailure(
      'NOT_FOUND',
      `The catalogue has no ${order.event ? `event ${order.event}` : `type ${order.type}`}.`,
    )
  }
  try {
    return createSampleMessage(spec, {
      toUserName: originalId || SAMPLE_ORIGINAL_ID,
      fromUserName: SAMPLE_OPEN_ID,
      createTime: Math.floor(ports.clock.now() / 1000),
      msgId: createMsgId(ports),
      ...(order.set && { set: order.set }),
    })
  } catch (error) {
    if (!(error instanceof UnknownFieldError)) throw error
    const issues = error.fields.map((field) => ({ path: `set.${field}`, message: 'unknown field' }))
    throw new CommandFailure('INVALID_INPUT', error.message, { issues })
  }
}
