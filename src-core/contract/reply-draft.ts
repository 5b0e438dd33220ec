import * as v from 'valibot'

/** UTF-16 units. Far above WeChat's limit: the judge says that a text is too long, and nothing typed is lost. */
export const REPLY_FIELD_MAX = 20_000
const text = v.pipe(v.string(), v.maxLength(REPLY_FIELD_MAX))

/** UTF-16 units of free XML. */
export const REPLY_XML_MAX = 256 * 1024

const article = v.strictObject({ title: text, description: text, picUrl: text, url: text })

/**
 * A reply that has not been sent, by type, with the values that a person fills in; the workbench fills in To, From and
 * CreateTime. `xml` is sent unchanged. The XML leaves out optional parts that are empty.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export const replyDraftSchema = v.variant('type', [
  v.strictObject({ type: v.literal('success') }),
  v.strictObject({ type: v.literal('empty') }),
  v.strictObject({ type: v.literal('text'), content: text }),
  v.strictObject({ type: v.literal('image'), mediaId: text }),
  v.strictObject({ type: v.literal('voice'), mediaId: text }),
  v.strictObject({ type: v.literal('video'), mediaId: text, title: text, description: text }),
  v.strictObject({
    type: v.literal('music'),
    title: text,
    description: text,
    musicUrl: text,
    hqMusicUrl: text,
    thumbMediaId: text,
  }),
  v.strictObject({ type: v.literal('news'), articles: v.pipe(v.array(article), v.maxLength(20)) }),
  v.strictObject({ type: v.literal('transfer_customer_service'), kfAccount: text }),
  v.strictObject({ type: v.literal('xml'), xml: v.pipe(v.string(), v.maxLength(REPLY_XML_MAX)) }),
])
export type ReplyDraft = v.InferOutput<typeof replyDraftSchema>
export type ReplyDraftType = ReplyDraft['type']
