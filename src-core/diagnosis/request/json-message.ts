import type { Finding, Place } from '../../contract/exchange.ts'
import type { JsonPush } from '../../exchange/json-push.ts'
import type { Received } from '../../exchange/receive.ts'
import { JsonFault } from '../../xml/json/json-fault.ts'
import { isCanonicalNumber } from '../../xml/json/bare-fields.ts'
import type { JsonObject } from '../../xml/json/node.ts'
import { readJson } from '../../xml/json/read-json.ts'
import { locate, utf8Length } from '../../xml/text-position.ts'
import { createFinding } from '../finding.ts'

/** Says that a push is JSON, and what that means for its reply. */
export function createJsonMessage({ text, root }: JsonPush): Finding {
  const large = findLargeNumber(root)
  return createFinding(
    'message.json',
    {
      title: { zh: '推送是 JSON，不是公众号的 XML', en: 'The push is JSON, not an account’s XML' },
      detail: {
        zh: `公众号只推送 XML。JSON 来自小程序、小游戏、视频号小店或微信云托管，它们填了同一个地址。${large ? `其中 ${large.name} 是 ${large.token}，JSON.parse 会改掉末几位。` : ''}`,
        en: `Official accounts push XML only. JSON comes from a mini program, a mini game, a shop or cloud hosting with the same URL.${large ? ` Its ${large.name} is ${large.token}, whose last digits JSON.parse changes.` : ''}`,
      },
      fix: {
        zh: '回 success、空内容，或文档要求的 JSON：后端的回复原样转回。XML 回复没有作用，调试台自己的 XML 会改成 success。',
        en: 'Reply success, nothing, or the JSON that its page asks for: a backend’s reply is passed on as it is. XML has no effect; success goes out in place of the workbench’s own.',
      },
    },
    placeIn(text, 0, text.length),
  )
}

/** Returns the first number that JavaScript would round. */
function findLargeNumber({ entries }: JsonObject): { name: string; token: string } | null {
  for (const { key, value } of entries) {
    const isLarge =
      value.kind === 'number' && /^-?\d{16,}$/.test(value.token) && !isCanonicalNumber(value.token)
    if (isLarge) return { name: key, token: value.token.slice(0, 40) }
    const inside = value.kind === 'object' ? findLargeNumber(value) : null
    if (inside) return inside
  }
  return null
}

/** Returns the place of a field at the top of a JSON push, its value alone; null if there is none. */
export function placeOfJsonField({ text, root }: JsonPush, name: string): Place | null {
  const range = root.entries.find(({ key }) => key === name)?.value.range
  return range ? { ...placeIn(text, range.start, range.end - range.start), path: `$.${name}` } : null
}

/**
 * Explains a message that is JSON but no object, or that was meant as a JSON object and is broken; null for any other.
 * It was meant so if it begins with a brace and a quote, or its Content-Type says so.
 */
export function createJsonRefused({ incoming, sealed }: Received): Finding | null {
  const text = new TextDecoder().decode(sealed?.decryption?.message ?? incoming.body)
  const type = incoming.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (!/^\s*[[{]/.test(text)) return null
  const fault = findFault(text)
  if (!fault) return createNoObject(text)
  if (!/^\s*\{\s*"/.test(text) && !/\bjson\b/i.test(type)) return null
  const at = placeIn(text, fault.at ?? 0, 1)
  return createFinding(
    'json.refused',
    {
      title: {
        zh: `请求体无法解析为 JSON：第 ${at.line} 行第 ${at.column} 列`,
        en: `The body cannot be read as JSON: line ${at.line}, column ${at.column}`,
      },
      detail: fault.sentence,
      fix: {
        zh: '原始字节都保留在下面。微信推送的总是完整的 JSON，请检查中间的代理或测试程序是否改动了它。',
        en: 'The bytes are kept below. What WeChat pushes is always whole JSON: look for a proxy or test program that changed it.',
      },
    },
    at,
  )
}

/** Creates the finding for an array, which no push is. */
function createNoObject(text: string): Finding {
  return createFinding(
    'message.json',
    {
      title: { zh: '请求体是 JSON，但不是对象', en: 'The body is JSON, but not an object' },
      detail: {
        zh: '微信的 JSON 推送是一个对象，里面有 ToUserName、MsgType 等字段；这里没有字段可读。',
        en: 'A push in JSON is an object with ToUserName, MsgType and others; there are no fields to read here.',
      },
      fix: { zh: '检查发送的一方。', en: 'Look at the side that sent it.' },
    },
    placeIn(text, 0, text.length),
  )
}

function findFault(text: string): JsonFault | null {
  try {
    readJson(text)
    return null
  } catch (error) {
    if (error instanceof JsonFault) return error
    throw error
  }
}

function placeIn(text: string, start: number, length: number): Extract<Place, { in: 'request-body' }> {
  return {
    in: 'request-body',
    offset: utf8Length(text, 0, start),
    // An end that is missing has a place, too.
    length: Math.max(1, utf8Length(text, start, Math.min(text.length, start + length))),
    ...locate(text, start),
  }
}
