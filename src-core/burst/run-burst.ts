import { BURST_DEAD_AFTER } from '../contract/burst.ts'
import type { BurstMessage, BurstReport } from '../contract/burst.ts'
import type { Exchange } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { createMsgId } from '../delivery/message-id.ts'
import type { BurstHooks, BurstOrder } from '../ports/bursts.ts'
import { isTaken } from '../sender/redeliver.ts'
import { createSampleFields } from '../sender/sample-fields.ts'
import { sendMessage } from '../sender/send-message.ts'
import type { Sending } from '../sender/sending.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { fanOpenId } from './fans.ts'
import { createKeptQuota } from './kept.ts'
import { createBurstStatistics } from './statistics.ts'

const TELL_EVERY_MS = 250

/**
 * Sends the messages of a burst and resolves with its figures when the last one is done with, when it is stopped, or
 * when nobody answers any more. Never rejects for what the other side does.
 */
export async function runBurst(
  sending: Sending,
  order: BurstOrder,
  { signal, tell, keep }: BurstHooks,
): Promise<BurstReport> {
  const { plan } = order
  const statistics = createBurstStatistics()
  const createMessage = createMessages(sending, order)
  const startedAt = sending.clock.now()
  const begun = sending.clock.monotonic()
  const elapsed = () => sending.clock.monotonic() - begun
  const dead = new AbortController()
  const ended = AbortSignal.any([signal, dead.signal])
  const isKept = createKeptQuota(plan.messages)
  let next = 0
  let unanswered = 0

  const report = (state: BurstReport['state']): BurstReport => ({
    run: order.run,
    account: order.account,
    url: order.url,
    plan,
    startedAt,
    durationMs: Math.round(elapsed()),
    state,
    figures: statistics.figures(),
  })

  function count(exchange: Exchange): void {
    const { response, verdict, findings } = exchange
    const faults = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    statistics.add({ endedAfterMs: elapsed(), replyMs: timeOf(response), verdict, faults })
    unanswered = response.status === 0 && response.raw === undefined ? unanswered + 1 : 0
    if (unanswered >= BURST_DEAD_AFTER) dead.abort()
  }

  async function push(index: number): Promise<void> {
    statistics.begin()
    const { url, token, encryption, run } = order
    const message = createMessage(index)
    const { deliveries } = plan
    let isLastTaken = false
    const sent = sendMessage(sending, { url, token, message, encryption, run, deliveries, signal: ended })
    for await (const exchange of sent) {
      count(exchange)
      isLastTaken = isTaken(exchange.verdict)
      if (isKept(exchange.verdict)) keep(exchange)
    }
    if (!ended.aborted || isLastTaken) statistics.end(isLastTaken)
  }

  async function pushInTurn(): Promise<void> {
    while (next < plan.messages && !ended.aborted) await push(next++)
  }

  let cancelTelling = () => {}
  function keepTelling(): void {
    tell(report('running'))
    cancelTelling = sending.clock.after(TELL_EVERY_MS, keepTelling)
  }
  keepTelling()
  try {
    await Promise.all(Array.from({ length: Math.min(plan.concurrency, plan.messages) }, pushInTurn))
  } finally {
    cancelTelling()
  }
  return report(dead.signal.aborted ? 'dead' : signal.aborted ? 'stopped' : 'finished')
}

/**
 * Returns the time of a reply for the figures. A refused connection takes a millisecond, and a backend that is down would
 * look like a quick one. Who waited in vain counts as just too late: no reply came in time.
 */
function timeOf({ status, raw, durationMs }: Exchange['response']): number | null {
  const isWhole = status !== 0 && raw === undefined
  if (isWhole) return durationMs
  return durationMs >= REPLY_DEADLINE_MS ? Math.max(durationMs, REPLY_DEADLINE_MS + 1) : null
}

/**
 * Returns the function that writes the message of each number. No two count as deliveries of one: MsgIds are different,
 * and where a message has none, each fan's has a second of its own.
 */
function createMessages(
  ports: Pick<Sending, 'clock' | 'randomBytes'>,
  { plan, originalId }: Pick<BurstOrder, 'plan' | 'originalId'>,
): (index: number) => MessageField[] {
  const firstId = BigInt(createMsgId(ports))
  const firstSecond = Math.floor(ports.clock.now() / 1000)
  const draw = createDraw(plan.mix, ports)
  return (index) => {
    const { type, event, set } = draw()
    const hasMsgId = findMessageSpec(type, event)?.fields.some(({ name }) => name === 'MsgId')
    const own = hasMsgId
      ? { MsgId: String(firstId + BigInt(index)) }
      : { CreateTime: String(firstSecond + Math.floor(index / plan.fans)) }
    const sender = { FromUserName: fanOpenId(index % plan.fans) }
    return createSampleFields(ports, originalId, { type, event, set: { ...sender, ...own, ...set } })
  }
}

/** Returns a function that draws one of the kinds by their weights. */
function createDraw(
  mix: readonly BurstMessage[],
  { randomBytes }: Pick<Sending, 'randomBytes'>,
): () => BurstMessage {
  const tickets = mix.flatMap((one) => Array.from<BurstMessage>({ length: one.weight }).fill(one))
  return () => tickets[Buffer.from(randomBytes(4)).readUInt32LE() % tickets.length]!
}
