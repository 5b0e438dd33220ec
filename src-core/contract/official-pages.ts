/** Official pages that more than one row of a table names. */
export const RECEIVE_MESSAGE_PAGE =
  'https://developers.weixin.qq.com/doc/service/guide/capability/basic-message/receive-message'
export const RECEIVE_EVENT_PAGE =
  'https://developers.weixin.qq.com/doc/service/en/guide/product/message/Receiving_event_pushes.html'
export const PASSIVE_REPLY_PAGE =
  'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html'
/** 公众号快速入门; section 2.2 is about replies. */
export const QUICK_START_PAGE =
  'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Getting_Started_Guide.html'
export const FORWARDING_PAGE =
  'https://developers.weixin.qq.com/doc/subscription/guide/product/kf/forwarding.html'
/** Server address, token, verification; that messages are XML. */
export const PUSH_PAGE = 'https://developers.weixin.qq.com/doc/service/guide/dev/push/'
/** The three modes. */
export const ENCRYPTION_PAGE =
  'https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html'
/** How a message is encrypted and signed, byte by byte. */
export const CIPHER_PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html'
/** What each kind of account may do. */
export const PRIVILEGES_PAGE =
  'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Explanation_of_interface_privileges.html'
/** Where a test account is had by scanning a code, and set up. */
export const TEST_ACCOUNT = 'https://mp.weixin.qq.com/debug/cgi-bin/sandbox?t=sandbox/login'
export const ALARM_PAGE = 'https://developers.weixin.qq.com/doc/service/guide/dev/api/warn_guide.html'
