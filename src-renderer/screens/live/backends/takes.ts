import type { Backend } from '../../../../src-core/contract/account.ts'
import type { Takes } from '../../../../src-core/contract/takes.ts'

/** A backend that is to take messages takes none at first. */
export const NOTHING_TAKEN: Takes = { senders: [], scenes: [], guard: true }

/** Returns the backend with this list of what it takes; null if it takes nothing any more. */
export function withTakes({ takes: _before, ...backend }: Backend, takes: Takes | null): Backend {
  return takes ? { ...backend, takes } : backend
}

/** Returns the backends with this sender given to one of them, and taken from all others. */
export function routeSender(backends: readonly Backend[], id: string, sender: string): Backend[] {
  return backends.map((backend) => {
    const { takes } = backend
    const others = takes?.senders.filter((one) => one !== sender) ?? []
    if (backend.id === id) {
      return withTakes(backend, { ...(takes ?? NOTHING_TAKEN), senders: [...others, sender] })
    }
    return takes ? withTakes(backend, { ...takes, senders: others }) : backend
  })
}

/** Returns the first backend that takes this sender, or null if none does. */
export function takerOf(backends: readonly Backend[], sender: string): Backend | null {
  return backends.find(({ takes }) => takes?.senders.includes(sender)) ?? null
}

/** Returns one of these senders that a backend before this one takes already, and that backend. */
export function takenBefore(
  backends: readonly Backend[],
  id: string,
  senders: readonly string[],
): { sender: string; by: Backend } | null {
  const before = backends.slice(
    0,
    backends.findIndex((one) => one.id === id),
  )
  for (const sender of senders) {
    const by = takerOf(before, sender)
    if (by) return { sender, by }
  }
  return null
}

/** Returns the backends that take some messages. */
export function takersAmong(backends: readonly Backend[]): Backend[] {
  return backends.filter(({ takes }) => takes && takes.senders.length + takes.scenes.length > 0)
}
