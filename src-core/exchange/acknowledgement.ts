const SUCCESS = new TextEncoder().encode('success')

/**
 * Tells whether the body is empty or exactly `success`: WeChat then does nothing and does not retry.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export function isAcknowledgement(body: Uint8Array): boolean {
  return (
    body.length === 0 || (body.length === SUCCESS.length && SUCCESS.every((byte, at) => body[at] === byte))
  )
}
