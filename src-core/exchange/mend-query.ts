import { callbackParameters } from '../contract/callback.ts'

/** The ways in which people and programs damage the query of WeChat's address. */
export type DamageKind =
  | 'times'
  | 'amp'
  | 'json-escape'
  | 'full-width'
  | 'percent'
  | 'blank'
  | 'second-question-mark'
  | 'separator'
  | 'no-separator'
  | 'no-question-mark'
  | 'path-info'
  | 'in-body'
  | 'bracket'
  | 'case'
  | 'wrapped'
  | 'repeated'
  | 'cut-by-shell'
  | 'cut'
  | 'incomplete'

/** WeChat's names, as a part of a pattern. */
export const NAME = '(?:msg_signature|signature|timestamp|nonce|echostr|openid|encrypt_type)'
export const NAMES: readonly string[] = callbackParameters
/** A blank, percent-encoded. */
const BLANK = String.raw`(?:%20|\+|%09|%0A|%0D|%C2%A0|%E3%80%80|%E2%80%8B|%EF%BB%BF)`

/** A mark that people write between parameters, and that separates nothing. */
const MARK = `(?:[;,|]|%3B|%2C|%7C|${BLANK})`

/**
 * × in UTF-8, Latin-1 and GBK, percent-encoded or as Node hands over raw bytes, in UTF-8 read as Windows-1252 and encoded
 * again, and as the entity that it came from.
 */
const TIMES =
  /(?:%C3%97|%D7|%A1%C1|\u00c3\u0097|\u00d7|%C3%83%C2%97|%C3%83%E2%80%94|&?(?:&|%26)?times(?:;|%3B))tamp(?==|%3D)/gi

/** The characters in which full-width marks arrive: decoded, as Latin-1 bytes, or percent-encoded. */
const FULL_WIDTH: readonly [RegExp, string][] = [
  [/%EF%BC%86|\u00ef\u00bc\u0086|＆/gi, '&'],
  [/%EF%BC%9D|\u00ef\u00bc\u009d|＝/gi, '='],
  [/%EF%BC%9F|\u00ef\u00bc\u009f|？/gi, '?'],
]

/** Takes back one kind of damage; returns the target unchanged if there is none of it. */
export interface Step {
  kind: DamageKind
  mend(target: string): string
}

/** Replaces patterns one after the other. They are made once: every refused request is looked at. */
function replacing(...rules: readonly (readonly [pattern: RegExp, by: string])[]): Step['mend'] {
  return (target) => rules.reduce((text, [pattern, by]) => text.replace(pattern, by), target)
}

function replacingInQuery(pattern: string, by: string): Step['mend'] {
  const compiled = new RegExp(pattern, 'gi')
  return (target) => inQuery(target, (query) => query.replace(compiled, by))
}

/** In this order: what damages the marks between parameters comes before what damages the names. */
export const QUERY_STEPS: readonly Step[] = [
  { kind: 'times', mend: replacing([TIMES, '&timestamp']) },
  {
    kind: 'amp',
    mend: replacing([/(?:&|%26)(?:(?:amp|#38|#x26|%2338|%23x26)(?:;|%3B))+/gi, '&']),
  },
  {
    kind: 'json-escape',
    mend: replacing(
      [/(?:\\|%5C)u0026/gi, '&'],
      [/(?:\\|%5C)u003d/gi, '='],
      [/(?:\\|%5C|\^|%5E)(?=[?&=])/gi, ''],
    ),
  },
  { kind: 'full-width', mend: replacing(...FULL_WIDTH) },
  {
    kind: 'percent',
    mend: replacing(
      [new RegExp(`%(?:25)*3F(?=${NAME}(?:=|%(?:25)*3D))`, 'gi'), '?'],
      [new RegExp(`%(?:25)*26(?=${NAME}(?:=|%(?:25)*3D))`, 'gi'), '&'],
      [new RegExp(`([?&]${NAME})%(?:25)*3D`, 'gi'), '$1='],
    ),
  },
  {
    kind: 'blank',
    mend: replacing(
      [new RegExp(`([?&])${BLANK}+(?=${NAME}${BLANK}*=)`, 'gi'), '$1'],
      [new RegExp(`([?&]${NAME})${BLANK}+(?==)`, 'gi'), '$1'],
    ),
  },
  { kind: 'path-info', mend: mendPathInfo },
  { kind: 'no-question-mark', mend: mendQuestionMark },
  { kind: 'second-question-mark', mend: replacingInQuery(`(?<!\\?)\\?+(?=${NAME}=)`, '&') },
  { kind: 'separator', mend: replacingInQuery(`(?<!${MARK})${MARK}+(?=${NAME}=)`, '&') },
  {
    kind: 'no-separator',
    mend: replacingInQuery(
      `(?=${NAME}=)(?<=(?:signature=[0-9a-f]{40}|timestamp=\\d{10}|nonce=\\d+|echostr=\\d+))`,
      '&',
    ),
  },
  { kind: 'bracket', mend: (target) => renameParameters(target, readBracketed) },
  { kind: 'case', mend: (target) => renameParameters(target, readSpelling) },
  { kind: 'wrapped', mend: (target) => mendParameters(target, unwrap) },
]

/** The values of parameters as WeChat sends them. */
export const CLEAN: Readonly<Record<string, RegExp>> = {
  signature: /^[0-9a-f]{40}$/i,
  msg_signature: /^[0-9a-f]{40}$/i,
  timestamp: /^\d{10}$/,
  nonce: /^\d+$/,
  echostr: /^\d+$/,
}

/** Changes the part of a target behind its first question mark. */
export function inQuery(target: string, mend: (query: string) => string): string {
  const mark = target.indexOf('?')
  return mark < 0 ? target : target.slice(0, mark + 1) + mend(target.slice(mark + 1))
}

const FIRST_NAME = new RegExp(`[&/;?]*(?:\\?|${NAME}=)`, 'i')
const LAST_NAME = new RegExp(`${NAME}=$`, 'i')
const PATH_PAIR = new RegExp(`/(${NAME})/([^/]*)`, 'gi')

/** `/wx&signature=…`, `/wx/signature=…`, `/wx#signature=…`, `/wxsignature=…`: the address has no query at all. */
function mendQuestionMark(target: string): string {
  const mended = target.replace(/#\??/, '?')
  const first = FIRST_NAME.exec(mended)
  if (!first || first[0].includes('?')) return mended
  const name = LAST_NAME.exec(first[0])![0]
  return `${mended.slice(0, first.index)}?${name}${mended.slice(first.index + first[0].length)}`
}

/** `/wx/signature/…/timestamp/…`: frameworks with PATH_INFO write parameters so. */
function mendPathInfo(target: string): string {
  const [path = '', ...rest] = target.split('?')
  const pairs = [...path.matchAll(PATH_PAIR)]
  if (pairs.length < 3) return target
  const query = pairs.map(([, name = '', value = '']) => `${name}=${value}`)
  return `${path.slice(0, pairs[0]!.index)}?${[...query, ...rest].join('&')}`
}

export type Parameter = [name: string, value: string]

/** Changes parameters as they stand in the URL, if the changed ones do not stand there already. */
function mendParameters(target: string, mend: (parameter: Parameter) => Parameter): string {
  return inQuery(target, (query) => {
    const parts = query.split('&').map((part) => {
      const equals = part.indexOf('=')
      return equals < 0 ? null : ([part.slice(0, equals), part.slice(equals + 1)] satisfies Parameter)
    })
    const taken = new Set(parts.map((part) => part?.[0]))
    return query
      .split('&')
      .map((part, index) => {
        const parameter = parts[index]
        if (!parameter) return part
        const mended = mend(parameter)
        return mended[0] !== parameter[0] && taken.has(mended[0]) ? part : mended.join('=')
      })
      .join('&')
  })
}

/** A name without any of these is about something else. */
const LIKE_A_NAME = /sign|time|nonce|echo|open|encr/i

function renameParameters(target: string, read: (name: string) => string): string {
  return mendParameters(target, ([name, value]) => [
    (LIKE_A_NAME.test(name) && !NAMES.includes(name) && read(decode(name))) || name,
    value,
  ])
}

/** `signature[]`, `signature[0]`, `query[signature]`, `params.signature`; '' if it is none of these. */
function readBracketed(name: string): string {
  const inner = /^(?:\w+[.[])?([a-z_]+)\]?(?:\[\d*\])?$/i.exec(name)?.[1] ?? ''
  return NAMES.includes(inner.toLowerCase()) ? inner : ''
}

/** `Signature`, `timeStamp`, `msgSignature`, `encrypt-type`; '' if it is none of WeChat's names. */
function readSpelling(name: string): string {
  const letters = name.toLowerCase().replace(/[_\-\s]/g, '')
  return NAMES.find((one) => one.replace('_', '') === letters) ?? ''
}

/** Takes quotes, brackets and blanks off a value that is digits inside: they were copied along with the address. */
function unwrap([name, value]: Parameter): Parameter {
  const clean = CLEAN[name]
  if (!clean) return [name, value]
  const inner = decode(value).replace(/^[\s"'`<({[「“]+|[\s"'`>)}\],;.。，」”\\]+$/g, '')
  return inner !== decode(value) && clean.test(inner) ? [name, inner] : [name, value]
}

/** Decodes a name or value as a form is. */
export function decode(raw: string): string {
  return new URLSearchParams(`v=${raw}`).get('v') ?? ''
}
