import type { AccountView } from '../../../../src-core/contract/account.ts'

/** The number of colours that styles/rows.css has for accounts. */
const HUES = 5

/** The sign of an account in a row: an initial, and a colour that stays the account's. */
export interface AccountMark {
  name: string
  initial: string
  hue: number
}

export function markAccount({ id, name }: Pick<AccountView, 'id' | 'name'>): AccountMark {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)!) % 9973
  const [first = '?'] = name.trim()
  return { name, initial: first.toUpperCase(), hue: sum % HUES }
}
