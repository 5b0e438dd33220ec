import { INVISIBLE } from '../../contract/field-check/dirt.ts'
import { getPart, replacePart, type ChangedParts, type Mismatch, type PartsMistake } from './mistake.ts'

function* tryTokens(
  mismatch: Mismatch,
  change: (token: string) => readonly string[],
): Iterable<ChangedParts> {
  const ours = getPart(mismatch.parts, 'token')
  for (const token of change(ours)) {
    if (token !== ours) yield { parts: replacePart(mismatch.parts, 'token', token) }
  }
}

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) => {
    const lower = letter.toLowerCase()
    return letter === lower ? letter.toUpperCase() : lower
  })
}

/**
 * Mistakes by which the two sides hold different tokens. "Ours" is what the user typed into the workbench; the other
 * side is WeChat with the token of its console, or a program that plays WeChat.
 */
export const TOKEN_MISTAKES: readonly PartsMistake[] = [
  {
    in: 'parts',
    code: 'token-invisible',
    change: (mismatch) => tryTokens(mismatch, (token) => [token.replace(INVISIBLE, '')]),
    explain: () => ({
      zh: '这里填的 Token 夹带了看不见的字符（例如零宽空格），对方用的没有；公众号后台的 Token 只有字母和数字，请清空后手动输入一遍。',
      en: 'The token entered here contains invisible characters (such as a zero-width space) that the other side does not have; a WeChat token has only letters and digits, so clear the field and type it by hand.',
    }),
  },
  {
    in: 'parts',
    code: 'token-trimmed',
    change: (mismatch) => tryTokens(mismatch, (token) => [token.trim()]),
    explain: () => ({
      zh: '这里填的 Token 首尾有空格或换行，对方用的没有；公众号后台的 Token 只有字母和数字，请删掉这里首尾的空白。',
      en: 'The token entered here has blanks or a line break around it, the one on the other side has not; a WeChat token has only letters and digits, so remove them here.',
    }),
  },
  {
    in: 'parts',
    code: 'token-full-width',
    change: (mismatch) =>
      tryTokens(mismatch, (token) => [token.normalize('NFKC'), token.normalize('NFKC').trim()]),
    explain: () => ({
      zh: '这里填的 Token 含有全角字符，对方用的是对应的半角字符；公众号后台只接受半角的字母和数字，请切换到英文输入法重新填写。',
      en: 'The token entered here has full-width characters where the other side has ordinary ones; WeChat takes only ordinary letters and digits, so switch the input method to English and type it again.',
    }),
  },
  {
    in: 'parts',
    code: 'token-newline',
    change: (mismatch) => tryTokens(mismatch, (token) => [`${token}\n`, `${token}\r\n`, `${token}\r`]),
    explain: () => ({
      zh: '对方的 Token 末尾多了一个换行（常见于从文件或环境变量读取）；微信签名时没有这个换行，请在对方的代码里先去掉首尾空白再计算。',
      en: 'The other side has a line break at the end of its token, as happens when it is read from a file or an environment variable; WeChat signs without it, so trim the token over there before signing.',
    }),
  },
  {
    in: 'parts',
    code: 'token-blank',
    change: (mismatch) =>
      tryTokens(mismatch, (token) => [
        `${token} `,
        ` ${token}`,
        ` ${token} `,
        `${token}\t`,
        `\uFEFF${token}`,
      ]),
    explain: () => ({
      zh: '对方的 Token 首尾多了空格、制表符或 BOM；微信签名时没有这些字符，请在对方的配置里删掉它们。',
      en: 'The other side has a blank, a tab or a byte order mark around its token; WeChat signs without them, so remove them from the configuration over there.',
    }),
  },
  {
    in: 'parts',
    code: 'token-case',
    change: (mismatch) =>
      tryTokens(mismatch, (token) => [
        token.toLowerCase(),
        token.toUpperCase(),
        swapCase(token.slice(0, 1)) + token.slice(1),
        swapCase(token),
      ]),
    explain: () => ({
      zh: '对方的 Token 和这里填的只差大小写；微信区分 Token 的大小写，请对照公众号后台逐字核对。',
      en: 'The two tokens differ only in upper and lower case; WeChat tells the two apart, so compare both with the one in the console, letter by letter.',
    }),
  },
  {
    in: 'parts',
    code: 'token-other-account',
    *change({ parts, otherAccounts }) {
      for (const { name, token } of otherAccounts) {
        // An account that is not set up yet would take the blame for a token left out.
        if (token === '') continue
        yield { parts: replacePart(parts, 'token', token), detail: name }
      }
    },
    explain: (name) => ({
      zh: `对方用的是账号「${name}」的 Token；微信用每个公众号自己的 Token 签名，请切换到该账号，或者检查两个公众号的服务器地址是否填反了。`,
      en: `The other side used the token of the account “${name}”; WeChat signs with each account's own token, so switch to that account, or check whether its server URL points here by mistake.`,
    }),
  },
]
