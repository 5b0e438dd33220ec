import type { SampleDocument } from '../contract/catalogue.ts'
import type { Ports } from '../ports.ts'
import { MESSAGE_CATALOGUE } from '../wechat/catalogue/catalogue.ts'
import { createReplySamples } from '../wechat/reply-samples.ts'
import { SAMPLE_OPEN_ID, SAMPLE_ORIGINAL_ID } from '../wechat/samples.ts'
import { writeMessage } from '../xml/write/message.ts'
import { createSampleFields } from '../sender/sample-fields.ts'

/** Returns a believable document for every message and event of the catalogue, and for every passive reply. */
export function sampleDocuments(ports: Pick<Ports, 'clock' | 'randomBytes'>): SampleDocument[] {
  const incoming = MESSAGE_CATALOGUE.flatMap(({ group, title, type, event, variants = [] }) =>
    [{ title, set: {} }, ...variants].map((one) => ({
      group,
      title: one.title,
      xml: writeMessage(createSampleFields(ports, '', { type, event, set: one.set }), { layout: 'indented' }),
    })),
  )
  const replies = createReplySamples({
    toUserName: SAMPLE_OPEN_ID,
    fromUserName: SAMPLE_ORIGINAL_ID,
    createTime: Math.floor(ports.clock.now() / 1000),
  }).map(({ title, fields }) => ({
    group: 'reply',
    title,
    xml: writeMessage(fields, { layout: 'indented' }),
  }))
  return [...incoming, ...replies]
}
