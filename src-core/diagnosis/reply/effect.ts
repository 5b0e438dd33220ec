import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import { findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import { createFinding } from '../finding.ts'
import { findField, placeOfElement } from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { placeOfBody } from './reply-text.ts'

/** Finds replies that WeChat takes but shows to nobody. */
export function judgeEffect(document: ReplyDocument, message: ExchangeMessage | null): Finding[] {
  const spec = message && findMessageSpec(message.type, message.event ?? undefined)
  const type = findField(document.root, document.path, 'MsgType')
  if (spec?.replyEffect === 'ignored') {
    const name = spec.event ?? spec.type
    return [
      createFinding(
        'reply.no-effect',
        {
          title: { zh: `对 ${name} 的回复用户看不到`, en: `The user does not see a reply to ${name}` },
          detail: {
            zh: '微信会收下这个回复，但不会显示给用户；这是使用者的普遍观察，官方文档没有逐个说明。',
            en: 'WeChat takes the reply and shows it to nobody; so people report, the official pages do not say it event by event.',
          },
          fix: {
            zh: '回复 success 即可；要通知用户，请用客服消息或模板消息。',
            en: 'Reply success; to tell the user something, use a customer-service or template message.',
          },
        },
        placeOfElement(document, document.root, document.path),
      ),
    ]
  }
  if (type?.value.trim() !== 'transfer_customer_service' || message?.type.toLowerCase() !== 'event') return []
  return [
    createFinding(
      'reply.no-effect',
      {
        title: { zh: '事件不能转给客服', en: 'An event cannot be handed to customer service' },
        detail: {
          zh: '转接客服只对用户发来的消息有效；对事件回复它，没有人会收到。',
          en: 'Only a message that the user sent can be handed over; in reply to an event nobody gets it.',
        },
        fix: {
          zh: '对事件回复文本，等用户发来消息再转接。',
          en: 'Reply to the event with a text, and hand over when the user writes.',
        },
      },
      placeOfElement(document, type.element, type.path),
    ),
  ]
}

/**
 * Says that the reply is right if people might look for a mistake of their own: another platform answers the same
 * event.
 */
export function createYoursIsFine(body: Uint8Array, message: ExchangeMessage | null): Finding[] {
  const event = message?.type.toLowerCase() === 'event' ? message.event?.toLowerCase() : undefined
  if (event !== 'scan' && event !== 'subscribe') return []
  return [
    createFinding(
      'reply.yours-is-fine',
      {
        title: {
          zh: '你的回复没有问题；用户仍看到故障或两条回复，多半是别的平台也在回复',
          en: 'Your reply is fine; if the user still sees a fault or two replies, another platform replies as well',
        },
        detail: {
          zh: '扫码和关注事件也会推给公众号授权过的第三方平台，它们各自回复；其中一个出错，用户看到的就是它的故障提示。',
          en: 'Scan and subscribe events also go to every third-party platform that the account has authorised, and each replies; where one fails, its fault prompt is what the user sees.',
        },
        fix: {
          zh: '在公众号后台的「授权管理」里查看并取消不用的第三方平台；这条收发记录可以证明你这边正常。',
          en: 'Look through the authorised platforms (授权管理) in the console and drop those not in use; the record of this exchange shows that your side works.',
        },
      },
      placeOfBody(body),
    ),
  ]
}
