import * as v from 'valibot'

/** Far above what WeChat takes: too long is the judge's to say, not a reason to lose what was typed. */
const text = v.pipe(v.string(), v.maxLength(20_000))

const article = v.strictObject({ title: text, description: text, picUrl: text, url: text })

/**
 * A reply not sent yet, by type, with what a person fills in; To, From and CreateTime are the workbench's to fill in.
 * `xml` is sent exactly as it stands. An optional part that is empty is left out of the XML.
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
  v.strictObject({ type: v.literal('xml'), xml: v.pipe(v.string(), v.maxLength(256 * 1024)) }),
])
export type ReplyDraft = v.InferOutput<typeof replyDraftSchema>
export type ReplyDraftType = ReplyDraft['type']
