import { CLEAN, decode, inQuery, NAME, NAMES, QUERY_STEPS } from './mend-query.ts'
import type { DamageKind, Parameter } from './mend-query.ts'
import { parseTarget } from './incoming.ts'
import type { Target } from './incoming.ts'

export interface QueryDamage {
  /** The first kind found; a query may have several, and `mended` is without all of them. */
  kind: DamageKind
  /** The damaged piece as it came, decoded if it is text; '' if pieces are missing. */
  seen: string
  /** The name of the parameter in which the damage shows; null if it is not in the query. */
  key: string | null
  /** The request target without the damage; the same as it came if pieces are missing. */
  mended: string
  /** The parameters that the mended target still lacks, of those that every request of WeChat's has. */
  missing: string[]
}

/** Far more than WeChat's longest, which has 400 characters: anyone can send a target, and each is looked at. */
const MAX_TARGET = 2048

/**
 * Finds damage in the query of a request that may once have been WeChat's. It looks at the names and the marks between
 * them, and never at what is signed. Returns null if there is nothing like WeChat's signature in it, or if nothing is
 * damaged. Never throws.
 */
export function findQueryDamage(target: string): QueryDamage | null {
  if (target.length > MAX_TARGET || !/signature/i.test(target)) return null
  let mended = target
  let kind: DamageKind | null = null
  for (const step of QUERY_STEPS) {
    const next = step.mend(mended)
    if (next === mended || !isBetter(next, mended)) continue
    kind ??= step.kind
    mended = next
  }
  const { parameters, rawParameters } = parseTarget(mended)
  if (!SIGNATURES.some((name) => isDigest(find(parameters, name)))) return null
  const missing = findMissing(parameters)
  if (kind) return { kind, mended, missing, ...locate(target, mended) }
  const repeated = findRepeated(parameters)
  if (repeated !== null)
    return {
      kind: 'repeated',
      mended: takeLast(target, rawParameters),
      missing,
      seen: repeated,
      key: repeated,
    }
  if (missing.length === 0) return null
  const last = rawParameters.at(-1)!
  return { kind: nameCut(parameters, last, missing), mended, missing, seen: '', key: null }
}

/** Finds WeChat's parameters in the body of a POST, where some clients put what belongs into the query. */
export function findQueryInBody(target: string, body: Uint8Array): QueryDamage | null {
  if (target.length + body.length > MAX_TARGET) return null
  const form = Buffer.from(body).toString('latin1').trim()
  if (!new RegExp(`^(?:\\w+=[^&]*&)*${NAME}=`).test(form)) return null
  const mended = `${target}${target.includes('?') ? '&' : '?'}${form}`
  const { parameters } = parseTarget(mended)
  const missing = findMissing(parameters)
  if (missing.length > 0 || !isDigest(find(parameters, 'signature'))) return null
  return { kind: 'in-body', mended, missing, seen: '', key: null }
}

const SIGNATURES = ['signature', 'msg_signature'] as const
const ALWAYS = ['signature', 'timestamp', 'nonce'] as const

/** Digits that a log may have cut off, or letters in upper case, are a digest all the same. */
function isDigest(value: string | undefined): boolean {
  return value !== undefined && /^[0-9a-f]{32,40}(?:…|\.{3})?$/i.test(value)
}

function find(parameters: Target['parameters'], name: string): string | undefined {
  return parameters.find(([key]) => key === name)?.[1]
}

/** WeCom signs without `signature` by design; `encrypt_type` shows that it is not WeCom. */
function findMissing(parameters: Target['parameters']): string[] {
  const isWecom = find(parameters, 'msg_signature') !== undefined && !find(parameters, 'encrypt_type')
  return ALWAYS.filter((name) => find(parameters, name) === undefined && !(name === 'signature' && isWecom))
}

/** Tells whether a step has brought more of WeChat's names to light, or cleaner values, or a cleaner path. */
function isBetter(next: string, before: string): boolean {
  const [now, then] = [rate(next), rate(before)]
  const index = now.findIndex((value, at) => value !== then[at])
  return index >= 0 && now[index]! > then[index]!
}

function rate(target: string): number[] {
  const { path, parameters } = parseTarget(target)
  const values = NAMES.map((name) => [name, find(parameters, name)] as const)
  return [
    values.filter(([, value]) => value !== undefined).length,
    values.filter(([name, value]) => value !== undefined && CLEAN[name]?.test(value)).length,
    /[#&=\\]/.test(path) ? 0 : 1,
  ]
}

/** Returns the name of the first of WeChat's parameters that comes twice with different values; null if none does. */
export function findRepeated(parameters: Target['parameters']): string | null {
  return (
    NAMES.find(
      (name) => new Set(parameters.filter(([key]) => key === name).map(([, value]) => value)).size > 1,
    ) ?? null
  )
}

/** Returns the target with the last value of each of WeChat's parameters, as PHP reads it. */
function takeLast(target: string, rawParameters: Target['rawParameters']): string {
  const last = new Map(rawParameters.filter(([name]) => NAMES.includes(name)))
  const kept = rawParameters.filter(([name]) => !NAMES.includes(name))
  return inQuery(target, () => [...kept, ...last].map((pair) => pair.join('=')).join('&'))
}

/** A shell ends a command at `&`; a log or a chat cuts anywhere. */
function nameCut(
  parameters: Target['parameters'],
  [name, value]: Parameter,
  missing: readonly string[],
): DamageKind {
  if (parameters.length === 1) return 'cut-by-shell'
  const isPart = name.length > 1 && value === '' && missing.some((one) => one.startsWith(name))
  return isPart || /(?:…|\.{3}|%E2%80%A6)$/i.test(value) ? 'cut' : 'incomplete'
}

/** Returns the first piece that the mended target no longer has, for showing it. */
function locate(target: string, mended: string): Pick<QueryDamage, 'seen' | 'key'> {
  const [is, was] = [parseTarget(mended), parseTarget(target)]
  const kept = new Set(is.rawParameters.map((pair) => pair.join('=')))
  const at = was.rawParameters.findIndex((pair) => !kept.has(pair.join('=')))
  if (was.path !== is.path || at < 0) return { seen: was.path, key: null }
  const raw = was.rawParameters[at]!
  const pair = [decode(raw[0]), decode(raw[1])] satisfies Parameter
  const shown = pair.some((text) => text.includes('\uFFFD')) ? raw : pair
  return { seen: shown.join('='), key: pair[0] }
}
