/**
 * The limits of WeChat; `../contract/limits.ts` has those that screens need as well. Where the official pages are
 * silent or have changed over time, the comment says so, and a caller should warn rather than refuse.
 *
 * "Passive reply" is
 * https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html, "Access
 * overview" is https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Access_Overview.html.
 */

/**
 * UTF-8 bytes of a text reply's Content. The official page once said 2048 and now gives no number; 2047 is what was
 * observed to get through (dodgepudding/wechat-php-sdk#363).
 */
export const TEXT_REPLY_MAX_BYTES = 2047

/**
 * A number of characters of a text reply's Content that is safe whatever their size in bytes: a rule of thumb, not
 * official.
 */
export const TEXT_REPLY_SAFE_CHARACTERS = 600

/** Articles of a news reply to a message that the user sent (see the types below); WeChat cuts the rest. Passive reply. */
export const ARTICLES_MAX_FOR_MESSAGE = 1

/** The types to which at most one article may be sent. `shortvideo` is not among the six of the page. Passive reply. */
export const ONE_ARTICLE_TYPES: readonly string[] = ['text', 'image', 'voice', 'video', 'link', 'location']

/**
 * The most bytes of a request body that the responder reads: far above anything WeChat sends; a bound of ours, not
 * WeChat's.
 */
export const MAX_BODY_BYTES = 1024 * 1024

/**
 * Milliseconds that a backend gets if its reply goes on to WeChat: the rest of the 5 s is for the way through the
 * tunnel.
 */
export const RELAY_BUDGET_MS = 4800
