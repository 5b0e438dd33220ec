import { isServerUrl } from '../../src-core/contract/field-check/addresses.ts'
import type { AccountChange, AccountView, AnswerPolicy } from '../../src-core/contract/account.ts'
import { UsageError } from './usage-error.ts'

/** `--reply` asks for a policy, or gives the address of a backend to relay to. */
export type WantedReply = { policy: AnswerPolicy } | { relay: string }

/** Throws `UsageError`. */
export function decodeReply(reply: string): WantedReply {
  if (reply === 'success' || reply === 'empty') return { policy: { kind: 'fixed', reply: { type: reply } } }
  if (reply === 'hold') return { policy: { kind: 'hand' } }
  if (reply.startsWith('text:') && reply.length > 5) {
    return { policy: { kind: 'fixed', reply: { type: 'text', content: reply.slice(5) } } }
  }
  if (reply.startsWith('relay:')) return { relay: decodeUrl(reply.slice(6)) }
  throw new UsageError({
    zh: `--reply 应为 success、empty、hold、text:内容或 relay:URL，而不是 ${reply}`,
    en: `--reply takes success, empty, hold, text:… or relay:URL, not ${reply}`,
  })
}

function decodeUrl(url: string): string {
  if (isServerUrl(url)) return url
  throw new UsageError({
    zh: `--reply relay: 后面应是以 http:// 或 https:// 开头的完整地址，而不是 ${url || '空的'}`,
    en: `--reply relay: takes a full address that begins with http:// or https://, not ${url || 'nothing'}`,
  })
}

/** The terminal's own backend: the next start with another address changes it and adds none. */
const TERMINAL_BACKEND = 'terminal'

/**
 * Relays to this address; keeps the account's other backends. With `guard`, `success` takes the place of a reply that
 * WeChat would not take.
 */
export function relayTo({ backends }: AccountView, url: string, guard: boolean): AccountChange {
  const known = backends.find((one) => one.url === url)
  if (known) return { policy: { kind: 'relay', backend: known.id, guard } }
  const backend = { id: TERMINAL_BACKEND, name: new URL(url).host.slice(0, 64), url, copies: false }
  return {
    backends: [...backends.filter(({ id }) => id !== TERMINAL_BACKEND), backend],
    policy: { kind: 'relay', backend: TERMINAL_BACKEND, guard },
  }
}

/** The backend of `relay:` is the workbench itself. */
export const LOOP = {
  zh: '--reply relay: 的地址是调试台自己的本地地址，转发会形成循环',
  en: '--reply relay: is given the address of the responder itself; relaying to it would loop',
}
