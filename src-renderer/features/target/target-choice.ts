import type { Backend } from '../../../src-core/contract/account.ts'
import { isServerUrl } from '../../../src-core/contract/field-check/addresses.ts'
import type { Target } from '../../../src-core/contract/target.ts'

/**
 * What a menu of targets has chosen, as text. `before`: where the request went before. A backend that is not there any
 * more leaves the choice without a target.
 */
export type TargetKey = 'before' | 'responder' | 'url' | `backend ${string}`

export interface TargetChoice {
  to: TargetKey
  /** What stands in the field for any other address; it is kept while something else is chosen. */
  url: string
}

/** Returns the target that is meant; null if there is none, since the backend is gone or the address is not whole. */
export function targetOf(
  { to, url }: TargetChoice,
  backends: readonly Pick<Backend, 'id'>[],
): Target | 'before' | null {
  if (to === 'before') return to
  if (to === 'responder') return { kind: to }
  if (to === 'url') {
    const whole = readAddress(url)
    return whole === null ? null : { kind: to, url: whole }
  }
  const backend = backends.find(({ id }) => to === keyOfBackend(id))
  return backend ? { kind: 'backend', id: backend.id } : null
}

/** Returns the whole address that was typed: `http://` is what people leave out. Null if it is no address of a server. */
export function readAddress(typed: string): string | null {
  const text = typed.trim()
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  return isServerUrl(whole) ? whole : null
}

export function keyOfBackend(id: string): TargetKey {
  return `backend ${id}`
}

export function isTargetKey(text: unknown): text is TargetKey {
  return typeof text === 'string' && /^(?:before|responder|url|backend .+)$/.test(text)
}
