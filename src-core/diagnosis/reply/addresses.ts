import type { ExchangeMessage, Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { findField, mendValue, placeOfElement, replaceContent } from './reply-document.ts'
import type { Field, ReplyDocument } from './reply-document.ts'
import { mendText, writeCdata } from './reply-text.ts'

/** Judges the sender and the receiver of a reply: they must be those of the request, swapped. */
export function judgeAddresses(document: ReplyDocument, message: ExchangeMessage | null): Finding[] {
  const { root, path } = document
  const to = findField(root, path, 'ToUserName')
  const from = findField(root, path, 'FromUserName')
  const user = message?.from?.trim() ?? ''
  const account = message?.to?.trim() ?? ''
  // If both are the same, nobody can tell whether they were swapped.
  if (to && account !== '' && user !== account && to.value.trim() === account)
    return [createNotSwapped(document, to, from, user, account)]
  return [
    ...(from ? judgeSender(document, from, account) : []),
    ...(to ? judgeReceiver(document, to, user) : []),
  ]
}

function createNotSwapped(
  document: ReplyDocument,
  to: Field,
  from: Field | null,
  user: string,
  account: string,
): Finding {
  const edits = [
    replaceContent(document, to.element, writeCdata(user)),
    ...(from ? [replaceContent(document, from.element, writeCdata(account))] : []),
  ]
  return createFinding(
    'reply.not-swapped',
    {
      title: {
        zh: 'ToUserName 和 FromUserName 没有对调',
        en: 'ToUserName and FromUserName were not swapped',
      },
      detail: {
        zh: '回复的 ToUserName 仍是公众号自己，微信无法把它送到用户那里，用户会看到故障提示。',
        en: 'The reply is addressed to the account itself; it reaches no user, and the user sees the fault prompt.',
      },
      fix: {
        zh: 'ToUserName 填请求里的 FromUserName，FromUserName 填请求里的 ToUserName。',
        en: 'ToUserName takes the request’s FromUserName, and FromUserName its ToUserName.',
      },
    },
    placeOfElement(document, to.element, to.path),
    user === '' ? undefined : mendText(document, edits),
  )
}

function judgeSender(document: ReplyDocument, from: Field, account: string): Finding[] {
  const value = from.value.trim()
  if (value === '') return [createEmpty(document, from, account)]
  if (account === '' || value === account) return []
  return [
    createWrong(document, from, account, {
      zh: /^wx[0-9a-f]{16}$/.test(value) ? 'FromUserName 填的是 AppID' : 'FromUserName 不是收到消息的公众号',
      en: /^wx[0-9a-f]{16}$/.test(value)
        ? 'FromUserName is an AppID'
        : 'FromUserName is not the account that got the message',
    }),
  ]
}

function judgeReceiver(document: ReplyDocument, to: Field, user: string): Finding[] {
  const value = to.value.trim()
  if (value === '') return [createEmpty(document, to, user)]
  if (user === '' || value === user) return []
  // This is not documented, but a reply has one receiver, whoever is named.
  return [
    createFinding(
      'reply.wrong-sender',
      {
        severity: 'warning',
        title: {
          zh: 'ToUserName 不是发消息的用户',
          en: 'ToUserName is not the user who sent the message',
        },
        detail: {
          zh: '被动回复只能发给这条消息的发送者；写死的 OpenID 或上一个请求留下的值都会这样。',
          en: 'A passive reply goes to whoever sent the message; an OpenID written into the code, or left over from another request, looks like this.',
        },
        fix: { zh: '填请求里的 FromUserName。', en: 'Put the request’s FromUserName here.' },
      },
      placeOfElement(document, to.element, to.path),
      mendValue(document, to.element, user),
    ),
  ]
}

function createEmpty(document: ReplyDocument, field: Field, value: string): Finding {
  const { name } = field.element
  return createWrong(document, field, value, { zh: `${name} 是空的`, en: `${name} is empty` })
}

function createWrong(document: ReplyDocument, field: Field, value: string, title: Bilingual): Finding {
  return createFinding(
    'reply.wrong-sender',
    {
      title,
      detail: {
        zh: 'FromUserName 必须是公众号的原始 ID（gh_ 开头），不是 AppID 也不是微信号；ToUserName 必须是用户的 OpenID。',
        en: 'FromUserName must be the account’s original ID (gh_…), neither its AppID nor its WeChat ID; ToUserName must be the user’s OpenID.',
      },
      fix: {
        zh: '直接用请求里的两个值，对调之后填进来。如果取到的是空值，先确认请求体读到了。',
        en: 'Take both values from the request and swap them. If they come out empty, see whether the body was read at all.',
      },
    },
    placeOfElement(document, field.element, field.path),
    value === '' ? undefined : mendValue(document, field.element, value),
  )
}

/** Finds blanks inside the CDATA of fields that must match to the letter; blanks around the CDATA do no harm. */
export function judgeBlanks(document: ReplyDocument): Finding[] {
  return ['ToUserName', 'FromUserName', 'MsgType'].flatMap((name): Finding[] => {
    const field = findField(document.root, document.path, name)
    const value = field?.value.trim() ?? ''
    if (!field || value === '' || value === field.value) return []
    return [
      createFinding(
        'reply.blank-in-cdata',
        {
          title: { zh: `${name} 的值首尾有空白`, en: `There are blanks around the value of ${name}` },
          detail: {
            zh: 'CDATA 里的空白也算值的一部分：官方调试工具能通过，手机上却有人看到故障提示。',
            en: 'Blanks inside CDATA are part of the value: the official debugger passes it, and phones have been seen to show the fault prompt.',
          },
          fix: { zh: '写进 CDATA 前先去掉首尾空白。', en: 'Trim the value before it goes into CDATA.' },
        },
        placeOfElement(document, field.element, field.path),
        mendValue(document, field.element, value),
      ),
    ]
  })
}
