import type { Account } from '../../contract/account.ts'
import type { ExchangeMessage, Finding, Place } from '../../contract/exchange.ts'
import { readField } from '../../exchange/receive.ts'
import type { Received } from '../../exchange/receive.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import type { XmlElement, XmlNode } from '../../xml/tree.ts'
import { createFinding } from '../finding.ts'
import { placeOf } from './values.ts'

type Parsed = Extract<LenientResult, { ok: true }>

/** Returns the place of a field at the top of a message, or null. */
type PlaceOfField = (name: string) => Place | null

/** Finds fields of a message that code tends to mishandle. */
export function diagnoseMessageTraps(
  { account, refusal }: Received,
  message: ExchangeMessage,
  accounts: readonly Account[],
  placeOfField: PlaceOfField,
): Finding[] {
  return [
    ...diagnoseReceiver(placeOfField, message, refusal ? null : account, accounts),
    ...diagnoseCase(placeOfField, message),
    ...diagnoseKeyPrefix(placeOfField, message),
  ]
}

/** Returns the place of an element below the root. */
export function placeOfChild(parsed: Parsed, name: string): Place | null {
  const isMeant = (child: XmlNode) => child.type === 'element' && child.name === name
  const element = parsed.document.root.children.find(isMeant) as XmlElement | undefined
  return element ? placeOf(element, `/${parsed.document.root.name}/${name}`, parsed) : null
}

function diagnoseReceiver(
  placeOfField: PlaceOfField,
  { to }: ExchangeMessage,
  account: Account | null,
  accounts: readonly Account[],
): Finding[] {
  if (!account || account.originalId === '' || !to || to.trim() === account.originalId) return []
  const shown = to.trim().slice(0, 64)
  const other = accounts.find(({ id, originalId }) => id !== account.id && originalId === to.trim())
  return [
    createFinding(
      'message.other-account',
      {
        title: {
          zh: `消息是发给 ${shown} 的，不是账号「${account.name}」（${account.originalId}）`,
          en: `The message is for ${shown}, not for the account “${account.name}” (${account.originalId})`,
        },
        detail: {
          zh: '两个公众号填了同一个地址和 Token，或者这里的原始 ID 填错了。',
          en: 'Two accounts have the same address and token, or the original ID entered here is wrong.',
        },
        fix: other
          ? {
              zh: `它是账号「${other.name}」的原始 ID：给那个公众号填「${other.name}」的地址。`,
              en: `It is the original ID of “${other.name}”: register the address of “${other.name}” for it.`,
            }
          : {
              zh: '核对公众号后台的原始 ID；另一个公众号请在这里另建账号。',
              en: 'Compare the original ID with the console; another account needs an account of its own here.',
            },
      },
      placeOfField('ToUserName'),
    ),
  ]
}

function diagnoseCase(placeOfField: PlaceOfField, { type, event }: ExchangeMessage): Finding[] {
  const spec = findMessageSpec(type, event ?? undefined)
  if (!spec) return []
  const pairs: [field: string, is: string, official: string][] = [['MsgType', type, spec.type]]
  if (spec.event !== undefined && event !== null) pairs.push(['Event', event, spec.event])
  return pairs
    .filter(([, is, official]) => is !== official)
    .map(([field, is, official]) =>
      createFinding(
        'event.case',
        {
          title: {
            zh: `${field} 写作 ${is}，官方文档写作 ${official}`,
            en: `${field} is spelt ${is}; the official pages have ${official}`,
          },
          detail: {
            zh: '大小写不固定的地方，用等号比较的代码会漏掉这条消息。',
            en: 'Where the letter case varies, code that compares with equality misses the message.',
          },
          fix: {
            zh: '比较时不区分大小写；但 LOCATION 事件和 location 消息是两回事。',
            en: 'Compare without regard to case; but the event LOCATION and the message location are two things.',
          },
        },
        placeOfField(field),
      ),
    )
}

/** The prefixes that WeChat puts before a key, and the events that have them. */
const KEY_PREFIXES = [
  { prefix: 'qrscene_', zh: '扫带参数的二维码关注', en: 'a subscription through a QR code with a scene' },
  { prefix: 'last_trade_no_', zh: '支付后关注', en: 'a subscription after a payment' },
]

function diagnoseKeyPrefix(placeOfField: PlaceOfField, { event, json }: ExchangeMessage): Finding[] {
  const key = event === null ? '' : (readField(json, 'EventKey') ?? '').trim()
  const found = KEY_PREFIXES.find(({ prefix }) => key.startsWith(prefix))
  if (!found) return []
  const rest = key.slice(found.prefix.length).slice(0, 64)
  return [
    createFinding(
      'event.key-prefix',
      {
        title: {
          zh: `EventKey 带前缀 ${found.prefix}`,
          en: `EventKey has the prefix ${found.prefix}`,
        },
        detail: {
          zh: `这是${found.zh}；真正的值是 ${rest || '空的'}。已关注的用户再扫码，SCAN 事件的 EventKey 没有前缀。`,
          en: `It is ${found.en}; the value itself is ${rest || 'empty'}. Where the user had subscribed before, SCAN has it without a prefix.`,
        },
        fix: { zh: '使用前先去掉前缀。', en: 'Take the prefix off before using it.' },
      },
      placeOfField('EventKey'),
    ),
  ]
}
