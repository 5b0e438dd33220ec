/** Official pages that several groups name. */
export const RECEIVE_MESSAGE_PAGE =
  'https://developers.weixin.qq.com/doc/service/guide/capability/basic-message/receive-message'
export const RECEIVE_EVENT_PAGE =
  'https://developers.weixin.qq.com/doc/service/en/guide/product/message/Receiving_event_pushes.html'
