import type { Finding } from '../../contract/exchange.ts'
import { parameter } from '../../exchange/incoming.ts'
import type { Received } from '../../exchange/receive.ts'
import { createFinding } from '../finding.ts'

/** Beyond this a replay is likelier than a slow network; there is no official number. */
const FRESH_MS = 5 * 60_000

/** Finds a signed request that is not recent: it was replayed, or a clock is off. Never a reason to refuse. */
export function diagnoseFreshness({ incoming, target, signature }: Received, seenNonce: boolean): Finding[] {
  if (!signature.ok) return []
  const timestamp = parameter(target.parameters, 'timestamp') ?? ''
  const age = /^\d{1,11}$/.test(timestamp) ? incoming.receivedAt - Number(timestamp) * 1000 : 0
  if (Math.abs(age) > FRESH_MS) return [createStale(age)]
  return seenNonce ? [createSeen()] : []
}

const FIX = {
  zh: '自己重放的请求不必在意；否则核对两边的系统时间。要防重放，后端应拒绝过旧的 timestamp 和用过的 nonce。',
  en: 'If you replayed it yourself, never mind; otherwise compare the clocks. Against replays, refuse old timestamps and nonces that were used.',
}

function createStale(age: number): Finding {
  const minutes = Math.floor(Math.abs(age) / 60_000)
  return createFinding(
    'time.stale',
    {
      title:
        age > 0
          ? {
              zh: `timestamp 是${describe(minutes).zh}前的`,
              en: `The timestamp is ${describe(minutes).en} old`,
            }
          : {
              zh: `timestamp 比这里的时间早到了${describe(minutes).zh}`,
              en: `The timestamp is ${describe(minutes).en} ahead of the clock here`,
            },
      detail: {
        zh: '签名是对的，时间却不对：请求被重放了，或者有一边的时钟不准。',
        en: 'The signature is right and the time is not: the request was replayed, or one of the clocks is off.',
      },
      fix: FIX,
    },
    { in: 'query', key: 'timestamp' },
  )
}

function createSeen(): Finding {
  return createFinding(
    'time.stale',
    {
      title: { zh: '这个 nonce 用过了', en: 'This nonce has been used before' },
      detail: {
        zh: '同样的 timestamp 和 nonce 再次出现，签名也一样：请求被重放了。',
        en: 'The same timestamp and nonce, and so the same signature, have come again: the request was replayed.',
      },
      fix: FIX,
    },
    { in: 'query', key: 'nonce' },
  )
}

function describe(minutes: number): { zh: string; en: string } {
  if (minutes < 120) return { zh: ` ${minutes} 分钟`, en: `${minutes} minutes` }
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return { zh: ` ${hours} 小时`, en: `${hours} hours` }
  const days = Math.floor(hours / 24)
  return { zh: ` ${days} 天`, en: `${days} days` }
}
