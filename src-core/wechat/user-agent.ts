/** The User-Agent of WeChat's requests: nothing else is seen in published captures of real ones. */
export const WECHAT_USER_AGENT = 'Mozilla/4.0'
