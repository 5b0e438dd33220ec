import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

/**
 * Letters, digits and underscores, `@`, and the account's WeChat ID or original ID.
 *
 * Source: https://developers.weixin.qq.com/doc/subscription/en/api/customer/servicermanage/api_addkfaccount.html
 */
export const KF_ACCOUNT = /^[\w.-]+@[A-Za-z][\w-]*$/

/** Checks the agent of a reply that hands the user over; a placeholder of a rule can be anything. */
export function checkKfAccount(value: string): FieldNote[] {
  if (value.includes('{{')) return []
  const { clean, notes } = cleanValue(value, { zh: 'KfAccount', en: 'KfAccount' })
  if (/@wx[0-9a-f]{16}$/.test(clean)) {
    const text = {
      zh: '@ 之后看起来是 AppID；完整的客服账号在 @ 之后是公众号的微信号或原始 ID。',
      en: 'What follows the @ looks like an AppID; an agent’s account has the WeChat ID or the original ID there.',
    }
    return [...notes, { code: 'kf-app-id', severity: 'unusual', text }]
  }
  if (clean === '' || KF_ACCOUNT.test(clean)) return notes
  return [
    ...notes,
    {
      code: 'kf-account',
      severity: 'wrong',
      text: {
        zh: '完整的客服账号是「账号前缀@公众号微信号」，例如 kf2001@gh_…，可用 getkflist 接口查到；不是昵称，也不是工号。',
        en: 'An agent’s account has the form name@account, as in kf2001@gh_… (getkflist lists them); it is neither a nickname nor a number.',
      },
      ...(/^[\w.-]+@?$/.test(clean) && { unfinished: true }),
    },
  ]
}
