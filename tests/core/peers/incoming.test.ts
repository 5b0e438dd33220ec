import { describe, expect, it } from 'vitest'
import { diagnoseMessage } from '../../../src-core/diagnosis/request/message.ts'
import type { Received } from '../../../src-core/exchange/receive.ts'
import { sign, verifySignature } from '../../../src-core/wechat/signature.ts'
import { toSimple } from '../../../src-core/xml/json/simple.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'
import type { XmlElement } from '../../../src-core/xml/tree.ts'
import { account, createPush } from '../diagnosis/request/pushes.ts'
import { receiveWhole } from '../received.ts'
import { asText, INCOMING, INCOMING_NEGATIVE } from './peer-vectors.ts'
import type { IncomingSample } from './peer-vectors.ts'

const receive = (body: string): Received => receiveWhole(createPush({ body }), [account])

/** Kinds that the catalogue leaves out on purpose, and why. A kind that gets a description is struck out here. */
const LEFT_OUT: Record<string, readonly string[]> = {
  'the peer’s own example of a kind that nobody knows': ['unknown', 'notsure', 'UNKNOWN'],
  'WeCom (企业微信): wechatpy and node-easywechat serve both, and no official account gets them': [
    'modify_calendar',
    'delete_calendar',
    'add_schedule',
    'modify_schedule',
    'delete_schedule',
    'batch_job_result',
    'book_meeting_room',
    'cancel_meeting_room',
    'change_contact',
  ],
  'shops (小商店, 自定义交易组件): pushed to the address of the shop or its mini program': [
    'aftersale_complaint_update_order_state',
    'aftersale_merchant_confirm_receipt_overdue',
    'aftersale_merchant_handle_refund_overdue',
    'aftersale_merchant_handle_return_overdue',
    'aftersale_new_order',
    'aftersale_refund_success',
    'aftersale_update_order',
    'aftersale_user_apply_platform_judge_overdue',
    'aftersale_user_cancel',
    'aftersale_user_confirm_refund_certificate',
    'aftersale_user_modify_return_info',
    'aftersale_user_upload_return_info_overdue',
    'aftersale_wait_merchant_confirm_receipt',
    'aftersale_wait_merchant_offline_refund',
    'complaint_notify',
    'funds_order_pay',
    'funds_order_profitsharing',
    'funds_order_refund',
    'miniprogram_sharer_action',
    'miniprogram_sharer_bind_status_change',
    'open_product_account_register',
    'open_product_brand_audit',
    'open_product_category_audit',
    'open_product_order_analyze',
    'open_product_receive_coupon',
    'open_product_scene_group_audit',
    'open_product_spu_audit',
    'open_product_spu_status_update',
    'withdraw_notify',
    'retail_refund_notify',
  ],
  'mini programs, their logistics and live rooms: pushed to the address of the mini program': [
    'add_waybill',
    'cancel_waybill',
    'check_biz',
    'get_quota',
    'update_business_bind_result',
    'complaint_callback',
    'minigame_coin_deliver_completed',
    'secbook_audit_event',
    'secvod_audit_event',
    'secvod_upload_event',
    'wxa_comment_bad_score',
    'wxalive_follow_notify',
    'wxalive_push_message_notify',
    'add_nearby_poi_audit_info',
  ],
  'the official page calls it PUBLISHJOBFINISH; the longer name is DotNetCore.SKIT’s alone': [
    'FREEPUBLISHJOBFINISH',
  ],
  'a push with neither MsgType nor Event': [''],
}
const UNKNOWN = new Set(Object.values(LEFT_OUT).flat())

const kindOf = ({ fields }: IncomingSample) =>
  String(fields['InfoType'] ?? fields['Event'] ?? fields['MsgType'] ?? '')

it('all of them are looked at', () => {
  expect([INCOMING.length, INCOMING_NEGATIVE.length]).toEqual([230, 1])
  expect(new Set(INCOMING.map(({ type }) => type)).size).toBe(136)
  expect(new Set(INCOMING.map(({ id }) => id)).size).toBe(230)
})

describe.each(INCOMING)('$id ($source)', (sample) => {
  const parsed = parseLenient(Buffer.from(sample.xml))
  if (!parsed.ok) throw new Error(parsed.error.message.en)

  it('is read as an independent parser reads it', () => {
    expect(asText(toSimple(parsed.document))).toEqual({ [sample.root]: sample.fields })
    expect(pathsOfCdata(parsed.document.root)).toEqual(sample.cdataPaths)
    const strays = parsed.recoveries.filter(({ code }) => code === 'STRAY_TEXT')
    expect(strays.length > 0).toBe(sample.flags.includes('strayText'))
  })

  it('is of a kind that the catalogue knows, or is said to be unknown', () => {
    const codes = diagnoseMessage(receive(sample.xml), [account]).map(({ code }) => code)
    expect(codes.includes('message.unknown')).toBe(UNKNOWN.has(kindOf(sample)))
  })
})

it('no kind is left out that does not occur', () => {
  const kinds = new Set(INCOMING.map(kindOf))
  expect([...UNKNOWN].filter((kind) => !kinds.has(kind))).toEqual([])
})

describe('captured requests', () => {
  const captured = INCOMING.filter(({ query }) => query !== undefined)

  it('are twenty', () => expect(captured).toHaveLength(20))

  it.each(captured)('$id is signed', ({ query, token = '' }) => {
    const { signature, timestamp, nonce } = query!
    expect(verifySignature({ token, timestamp, nonce }, signature)).toBe(true)
    expect(sign({ token: `${token} `, timestamp, nonce })).not.toBe(signature)
  })
})

describe('broken messages', () => {
  it.each(INCOMING_NEGATIVE)('$id is refused at its place: $why', ({ xml }) => {
    const received = receive(xml)
    expect(received.parsed).toMatchObject({ ok: false, error: { line: 2, column: 16 } })
    expect(diagnoseMessage(received, [account])).toMatchObject([
      { code: 'xml.refused', at: { in: 'request-body', line: 2, column: 16 } },
    ])
  })
})

function pathsOfCdata(element: XmlElement, path = ''): string[] {
  const inside = element.children.flatMap((child) =>
    child.type === 'element' ? pathsOfCdata(child, path === '' ? child.name : `${path}/${child.name}`) : [],
  )
  return element.children.some(({ type }) => type === 'cdata') ? [path, ...inside] : inside
}
