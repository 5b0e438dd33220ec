import type { Account } from '../../contract/account.ts'
import type { ExchangeMessage, Finding, Place } from '../../contract/exchange.ts'
import { CATALOGUE_SINCE } from '../../contract/catalogue.ts'
import { readField } from '../../exchange/receive.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Received } from '../../exchange/receive.ts'
import { findInfoTypeSpec, findMessageSpec } from '../../wechat/catalogue/catalogue.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import type { Recovery } from '../../xml/parse/recovery.ts'
import { createLocator } from '../../xml/text-position.ts'
import type { TextPosition } from '../../xml/text-position.ts'
import { createFinding } from '../finding.ts'
import { createLostDigits, findLostDigits } from '../lost-digits.ts'
import { diagnoseEncoding } from './encoding.ts'
import { createJsonMessage, createJsonRefused, placeOfJsonField } from './json-message.ts'
import { diagnoseMessageTraps, placeOfChild } from './message-traps.ts'
import { diagnoseValues } from './values.ts'

/**
 * Nobody reads more findings of one kind, and each carries its texts: a few KB of control characters would become a
 * megabyte.
 */
const MAX_RECOVERIES_SHOWN = 20

/** Finds oddities of the message itself. `accounts` are all accounts: the message may be for another one. */
export function diagnoseMessage(received: Received, accounts: readonly Account[]): Finding[] {
  const { parsed, jsonParsed, message } = received
  if (jsonParsed && message) {
    return [
      createJsonMessage(jsonParsed),
      ...diagnoseKind(message),
      ...diagnoseMessageTraps(received, message, accounts, (name) => placeOfJsonField(jsonParsed, name)),
    ]
  }
  if (!parsed) return []
  if (!parsed.ok) return [createJsonRefused(received) ?? diagnoseUnreadable(parsed)]
  const locate = createLocator(parsed.text)
  return [
    ...diagnoseEncoding(received),
    ...parsed.recoveries
      .slice(0, MAX_RECOVERIES_SHOWN)
      .flatMap((recovery) => diagnoseRecovery(recovery, locate(recovery.at))),
    ...diagnoseValues(parsed),
    ...diagnosePlainCopy(received),
    ...(message ? diagnoseKind(message) : []),
    ...(message
      ? diagnoseMessageTraps(received, message, accounts, (name) => placeOfChild(parsed, name))
      : []),
  ]
}

/** Compares the integers of the decrypted message with the plain fields beside it, which a proxy may have rewritten. */
function diagnosePlainCopy({ body, parsed, message, sealed }: Received): Finding[] {
  if (sealed?.mode !== 'compatible' || !message || !body?.ok || body === parsed) return []
  const lost = findLostDigits(message.json, body.text)
  return lost ? [createLostDigits(lost, IN_PLAIN_COPY, null)] : []
}

const IN_PLAIN_COPY = { zh: 'Encrypt 旁边的明文里', en: 'in the plain fields beside Encrypt' }

function diagnoseUnreadable({ error }: Extract<LenientResult, { ok: false }>): Finding {
  const { offset, line, column } = error
  const at: Place = { in: 'request-body', offset, length: 1, line, column }
  return createFinding(
    'xml.refused',
    {
      title: {
        zh: `请求体无法解析为 XML：第 ${error.line} 行第 ${error.column} 列`,
        en: `The body cannot be read as XML: line ${error.line}, column ${error.column}`,
      },
      detail: error.message,
      fix: {
        zh: '原始字节都保留在下面。微信推送的总是完整的 XML，请检查中间的代理或测试程序是否改动了它。',
        en: 'The bytes are kept below. What WeChat pushes is always whole XML: look for a proxy or test program that changed it.',
      },
    },
    at,
  )
}

const BETWEEN_ELEMENTS: Bilingual = {
  zh: '网页版微信等会在元素之间留下这样的文字；它不属于任何字段，这里照原样显示。',
  en: 'Some clients, WeChat on the web among them, leave such text between elements; it belongs to no field and is shown as it is.',
}
const AROUND_XML: Bilingual = {
  zh: '微信的推送里只有 XML。多出来的部分多半是工具加上的：包成了 JSON 字符串或表单，或者在路上被改过。',
  en: 'A push of WeChat is XML and nothing else. What stands around it was most likely added by a tool, which wrapped it as a JSON string or a form, or changed it on the way.',
}

function diagnoseRecovery({ code, offset, path, message }: Recovery, position: TextPosition): Finding[] {
  const place: Place = { in: 'request-body', offset, length: 1, ...position, ...(path && { path }) }
  switch (code) {
    // All of them are one finding.
    case 'INVALID_UTF8':
      return []
    case 'ILLEGAL_CHARACTER':
    case 'ILLEGAL_REFERENCE':
    case 'SURROGATE_PAIR_REFERENCE':
      return [
        createFinding(
          'xml.control-character',
          {
            title: message,
            detail: {
              zh: '真实用户发来的消息里会出现这样的字符，严格的 XML 解析器会整条拒绝，用户就会看到故障提示。',
              en: 'Messages of real users carry such characters; a strict XML parser refuses the whole message, and the user sees the fault prompt.',
            },
            fix: {
              zh: '解析前先去掉 XML 1.0 不允许的字符，或换用宽松的解析器。',
              en: 'Strip what XML 1.0 does not allow before parsing, or parse leniently.',
            },
          },
          place,
        ),
      ]
    case 'STRAY_TEXT':
    case 'LEADING_TEXT':
    case 'TRAILING_TEXT':
      return [
        createFinding(
          'xml.stray-text',
          {
            title: message,
            detail: code === 'STRAY_TEXT' ? BETWEEN_ELEMENTS : AROUND_XML,
          },
          place,
        ),
      ]
    case 'BOM':
    case 'LEADING_BLANK':
    case 'ENCODING_IGNORED':
      return [
        createFinding(
          'xml.untidy-start',
          {
            title: message,
            detail: {
              zh: '微信自己的推送没有这些；多半是测试程序或代理加上的，严格的解析器可能因此失败。',
              en: 'WeChat’s own pushes have nothing of the kind: a test program or proxy added it, and strict parsers may fail.',
            },
          },
          place,
        ),
      ]
  }
}

function diagnoseKind({ type, event, json, format }: ExchangeMessage): Finding[] {
  const infoType = readField(json, 'InfoType')
  if (infoType ? findInfoTypeSpec(infoType) : findMessageSpec(type, event ?? undefined)) return []
  // The message could not be decrypted; another finding says so.
  if (type === '' && readField(json, 'Encrypt')) return []
  const name = event ?? (infoType || type)
  // Cloud hosting has pushes of its own, such as {"action":"CheckContainerPath"}.
  if (format === 'json' && !name) return []
  return [
    createFinding('message.unknown', {
      title: name
        ? { zh: `目录里没有 ${name}`, en: `${name} is not in the catalogue` }
        : { zh: '消息没有 MsgType', en: 'The message has no MsgType' },
      detail: {
        zh: `消息目录是 ${CATALOGUE_SINCE} 的；微信后来加的、很少见的类型不在里面。不影响接收：内容照样显示、照样回复，只是没有字段说明。`,
        en: `The catalogue is of ${CATALOGUE_SINCE}; what WeChat added since, and rare kinds, are not in it. The message is received, shown and replied to all the same; only its fields are not explained.`,
      },
      fix: {
        zh: '要再发这样的消息来测试，把这一条存为自己的消息，「发一条测试消息」里就有它。',
        en: 'To send such a message for a test, keep this one as a message of your own; “Send a test message” then lists it.',
      },
    }),
  ]
}
