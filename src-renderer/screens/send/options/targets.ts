import type { AccountView } from '../../../../src-core/contract/account.ts'
import type { Target } from '../../../../src-core/contract/target.ts'

/** The target that every account has. */
export const RESPONDER_KEY = 'responder'

/** Returns a text by which a target is stored, and found again. */
export function keyOfTarget(target: Target): string {
  if (target.kind === 'responder') return RESPONDER_KEY
  return target.kind === 'backend' ? `backend:${target.id}` : `url:${target.url}`
}

/** Returns the targets of stored keys. A backend that is gone is left out; nothing chosen means our responder. */
export function targetsOf(
  keys: readonly string[],
  { backends }: Pick<AccountView, 'backends'>,
): [Target, ...Target[]] {
  const [first, ...others] = keys.flatMap((key): Target[] => {
    if (key === RESPONDER_KEY) return [{ kind: 'responder' }]
    const [, kind, rest = ''] = /^(backend|url):(.*)$/s.exec(key) ?? []
    if (kind === 'url') return [{ kind, url: rest }]
    return backends.some(({ id }) => id === rest) && kind === 'backend' ? [{ kind, id: rest }] : []
  })
  return first ? [first, ...others] : [{ kind: 'responder' }]
}

/** Returns the keys once this one was switched; the last one that is chosen stays. */
export function toggleKey(keys: readonly string[], key: string): string[] {
  if (!keys.includes(key)) return [...keys, key]
  return keys.length === 1 ? [...keys] : keys.filter((one) => one !== key)
}

/** Returns a server's address without what all have: `127.0.0.1:8080/wx`. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
