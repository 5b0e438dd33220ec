import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { WECHAT_USER_AGENT } from './user-agent.ts'

/**
 * WeChat's behaviour where no official page gives a number and no published capture shows one. Everything here is a
 * choice of ours; whoever sends as WeChat does, or says why WeChat did something, takes it from this one place.
 *
 * What the pages do say: WeChat hangs up after five seconds and sends the message again, with the same MsgId, three
 * times in all (`DELIVERIES`). What captures show: the names and values of the headers, and that timestamp, nonce and
 * the 16 random bytes are of that one request. So each further delivery has the same body inside, and is signed and
 * encrypted anew.
 */

/**
 * Milliseconds from the end of one delivery to the start of the next. Reports have retries of late replies some five
 * seconds apart, which is at once after WeChat has hung up; those of invalid replies come in less than 1.5 s.
 */
export function gapAfter({ durationMs }: { durationMs: number }): number {
  return durationMs >= REPLY_DEADLINE_MS ? 0 : 500
}

/** The gaps by which a retry tells its cause, with room for the way through a tunnel; from start to start. */
export const SEEN_GAP_MS = { timeout: { from: 4000, to: 7000 }, invalid: 1500 }

/**
 * The official page on alarms says that WeChat stops pushing for a minute after many failures, and not how many. Ours:
 * five within a minute, without a success between them.
 */
export const SILENCE = { afterFailures: 5, withinMs: 60_000, lastsMs: 60_000 }

/**
 * Returns the headers of a push, or of a verification if there is no content. Captures were printed by frameworks,
 * which sort headers or not: the order is ours.
 */
export function createWeChatHeaders(
  host: string,
  content?: { type: string; length: number },
): [name: string, value: string][] {
  return [
    ['Host', host],
    ['User-Agent', WECHAT_USER_AGENT],
    ['Accept', '*/*'],
    ...(content
      ? ([
          ['Content-Type', content.type],
          ['Content-Length', String(content.length)],
        ] as [string, string][])
      : []),
    ['Pragma', 'no-cache'],
    ['Connection', 'close'],
  ]
}
