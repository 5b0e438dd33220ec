/**
 * Writes a program that verifies a signature. It sorts the parts as bytes, and compares in constant time, so that the
 * time of a refusal does not tell how many digits of a guess were right. `token` is null if the program is to read it
 * from the environment variable `WECHAT_TOKEN`.
 */
export type CodeWriter = (token: string | null, language: 'zh' | 'en') => string

/** A string literal of JavaScript, which is one of Java, Python and Go as well. */
export function quoteDouble(text: string): string {
  return JSON.stringify(text)
}

/** The comments of the programs. */
export const COMMENTS = {
  token: {
    zh: '公众号后台「服务器配置」里填的 Token，一个字符都不能差',
    en: 'The token of the server configuration in WeChat’s console, to the character',
  },
  check: {
    zh: '核对 signature 时 encrypt 为空；核对 msg_signature 时是 <Encrypt> 的内容',
    en: 'For signature, encrypt is empty; for msg_signature it is the text of <Encrypt>',
  },
} as const
