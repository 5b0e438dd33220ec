import type { WireReply, WireRequest } from '../../../src-core/contract/probe.ts'

/** One part of a request or reply as it is at each end; null where it is missing. */
export interface EndsRow {
  part: 'line' | 'status' | 'header' | 'requestBody' | 'replyBody'
  /** The header's name, spelt as at the end that has it. */
  name: string
  left: string | null
  right: string | null
  /** The ends differ, and that matters. */
  differs: boolean
}

export function compareRequests(left: WireRequest, right: WireRequest | null): EndsRow[] {
  return [
    row('line', left.line, right?.line),
    ...compareHeaders(left.headers, right?.headers ?? []),
    row('requestBody', left.body, right?.body),
  ]
}

export function compareReplies(left: WireReply | null, right: WireReply | null): EndsRow[] {
  return [
    row('status', left && String(left.status), right && String(right.status)),
    ...compareHeaders(left?.headers ?? [], right?.headers ?? []),
    row('replyBody', left?.body, right?.body),
  ]
}

/** Returns the middle in which two texts differ, with what is the same before and behind it. */
export function markDifference(
  text: string,
  other: string,
): [before: string, differs: string, behind: string] {
  const most = Math.min(text.length, other.length)
  let start = 0
  while (start < most && text[start] === other[start]) start += 1
  let end = 0
  while (end < most - start && text.at(-1 - end) === other.at(-1 - end)) end += 1
  return [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)]
}

function row(
  part: EndsRow['part'],
  left: string | null | undefined,
  right: string | null | undefined,
): EndsRow {
  return {
    part,
    name: '',
    left: left ?? null,
    right: right ?? null,
    differs: (left ?? null) !== (right ?? null),
  }
}

type Headers = readonly [name: string, value: string][]

/** Each hop sets these anew (RFC 9110, section 7.6.1), or the one that sends them last does. */
const OF_ONE_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** Pairs headers by their names, and the several of one name in their order; those of the left end come first. */
function compareHeaders(left: Headers, right: Headers): EndsRow[] {
  const rest = [...right]
  const rows = left.map(([name, value]) => {
    const at = rest.findIndex(([other]) => other.toLowerCase() === name.toLowerCase())
    const [found] = at === -1 ? [] : rest.splice(at, 1)
    return headerRow(name, value, found?.[1] ?? null)
  })
  return [...rows, ...rest.map(([name, value]) => headerRow(name, null, value))]
}

function headerRow(name: string, left: string | null, right: string | null): EndsRow {
  const differs = left !== right && !OF_ONE_HOP.has(name.toLowerCase())
  return { part: 'header', name, left, right, differs }
}
