import type { BackendReply, Exchange, ExchangeSummary } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { createGuarded, createSpared } from '../diagnosis/delivery/guarded.ts'
import { diagnose, reachVerdict } from '../diagnosis/diagnose.ts'
import { createInterrupted } from '../diagnosis/delivery/interrupted.ts'
import { diagnosePatience } from '../diagnosis/delivery/patience.ts'
import type { Outcome } from '../diagnosis/delivery/retries.ts'
import { diagnoseRuleFault } from '../diagnosis/rules/rule-fault.ts'
import { diagnoseRuleTimes } from '../diagnosis/rules/rule-time.ts'
import { createNotAnswered, createNotJudged, diagnoseUnread } from '../diagnosis/shortfall.ts'
import type { Judgement } from '../diagnosis/judgement.ts'
import { sumUpReply } from '../diagnosis/verdict.ts'
import { createNoReply } from '../exchange/answer.ts'
import type { Reply } from '../exchange/answer.ts'
import { passedVerifications } from '../exchange/verifications.ts'
import { createExchange, summarize } from '../exchange/record.ts'
import { parameter } from '../exchange/incoming.ts'
import { NO_CONTENT } from '../exchange/receive.ts'
import type { Received } from '../exchange/receive.ts'
import { createTimeBudget } from '../time-budget.ts'
import type { Keeping } from '../keeping.ts'
import type { OwnRequest } from '../own-requests.ts'
import type { Ports } from '../ports.ts'
import type { Settings } from '../settings/settings.ts'
import type { Answered, Identity } from './answering.ts'

/**
 * Anyone who knows the address can send wrong signatures. To find the cause of each takes milliseconds, in which
 * genuine messages wait; the first ones after the start take longest.
 */
const EXAMINING_MS_PER_SECOND = 50
const EXAMINING_MS_AT_ONCE = 150

/** The number of an account's latest exchanges that are kept, to see whether WeChat may have gone silent. */
const OUTCOMES_KEPT = 10

/** A nonce that comes again is a replay. More than these do not come within the time that matters. */
const NONCES_KEPT = 5000

/** A request and its answer, with the earlier deliveries of the same message. */
export interface Outgoing {
  received: Received
  answered: Answered
  identity: Identity
  /** What we know of the request if we sent it ourselves. */
  own?: OwnRequest | null | undefined
  /** Earlier deliveries of the same message, newest first. */
  before: readonly Exchange[]
  /** The answers that have come so far from backends with a copy. */
  copies: readonly BackendReply[]
}

export interface Recording {
  /**
   * Judges the exchange, gives it to the history and announces it. Resolves to it when the history has committed it, or
   * has to let it wait; never rejects, and resolves to null if even that failed. If judging fails, the exchange is kept without a judgement; if its parts cannot be
   * shown, the bytes that came are kept.
   */
  record(outgoing: Outgoing): Promise<Exchange | null>
  /** Returns the exchange to record if the workbench ends while the message waits to be answered by hand. */
  foresee(outgoing: Omit<Outgoing, 'answered'>): Exchange
}

/** `recorded` is told of each exchange that was given to the history. */
export function createRecording(
  { clock, history }: Pick<Ports, 'clock' | 'history'>,
  settings: Settings,
  keeping: Keeping,
  report: (error: unknown) => void,
  recorded: (exchange: Exchange) => void,
): Recording {
  const examining = createTimeBudget(clock, EXAMINING_MS_PER_SECOND, EXAMINING_MS_AT_ONCE)
  const outcomes = new Map<string, Outcome[]>()
  const nonces = createNonceMemory()

  function judge({ received, answered, identity, before }: Outgoing, durationMs: number): Judgement {
    const { reply, judgement, backend, spared, rule, ruleTimes, patient, failed } = answered
    const recent = outcomes.get(received.account?.id ?? '') ?? []
    const examineSignature = isWronglySigned(received) && examining.left() > 0
    const startedAt = clock.monotonic()
    const diagnosing = {
      accounts: settings.accounts,
      examineSignature,
      // Its sender asked for the time: it is not late.
      durationMs: patient ? Math.min(durationMs, REPLY_DEADLINE_MS) : durationMs,
      attempt: identity.attempt,
      before,
      recent,
      seenNonce: nonces.isReplay(received, identity.messageKey),
      firstVerification: received.kind === 'verification' && !hasVerified(received),
    }
    const diagnosed = diagnose(received, reply, diagnosing, judgement)
    if (examineSignature) examining.spend(clock.monotonic() - startedAt)
    const findings = [
      ...(failed ? [createNotAnswered()] : []),
      ...(backend?.guarded ? [createGuarded(backend)] : []),
      ...diagnosed.findings,
      ...(backend && spared ? [createSpared(backend)] : []),
      ...diagnoseUnread(received),
      ...(patient ? diagnosePatience(durationMs) : []),
      ...diagnoseRuleFault(rule, identity.attempt),
      ...(ruleTimes ? diagnoseRuleTimes(ruleTimes) : []),
    ]
    return { ...diagnosed, findings }
  }

  function judgeSafely(outgoing: Outgoing, durationMs: number): Judgement {
    try {
      return judge(outgoing, durationMs)
    } catch (error) {
      report(error)
      const { received, answered } = outgoing
      return presume(received, answered.reply)
    }
  }

  /** Reaches a verdict from nothing but the bytes that went out, since judging the exchange failed. */
  function presume(received: Received, reply: Reply): Judgement {
    const verdict = reachVerdict(received, reply, { verdict: sumUpReply(reply.http?.body ?? NO_BYTES, []) })
    return { verdict, findings: [createNotJudged()], judged: false }
  }

  function create(outgoing: Outgoing): { exchange: Exchange; summary: ExchangeSummary } {
    const { received, answered, identity, copies } = outgoing
    const { reply, rule, draft, backend } = answered
    const durationMs = Math.round((clock.monotonic() - received.incoming.startedAt) * 10) / 10
    const backends = backend ? [backend, ...copies] : [...copies]
    const exchange: Exchange = {
      ...createExchange(received, reply, { ...identity, durationMs, ...judgeSafely(outgoing, durationMs) }),
      ...belongingOf(outgoing),
      ...(backend?.guarded && { guarded: true }),
      ...(rule && { rule: { id: rule.id, name: rule.name } }),
      ...(draft && { draft }),
      ...(backends.length > 0 && { backends }),
    }
    return { exchange, summary: summarize(exchange) }
  }

  function createSafely(outgoing: Outgoing): ReturnType<typeof create> {
    try {
      return create(outgoing)
    } catch (error) {
      report(error)
      return create({ ...outgoing, received: { ...outgoing.received, ...NO_CONTENT, unread: 'defect' } })
    }
  }

  /** Judges without remembering anything of the request: the message is judged once more when it has its answer. */
  function judgeUnanswered(
    received: Received,
    reply: Reply,
    { attempt }: Identity,
    before: readonly Exchange[],
  ): Judgement {
    try {
      return diagnose(received, reply, {
        accounts: settings.accounts,
        examineSignature: false,
        durationMs: 0,
        attempt,
        before,
        recent: [],
        seenNonce: false,
        firstVerification: false,
      })
    } catch (error) {
      report(error)
      return presume(received, reply)
    }
  }

  /** Looks for an earlier verification. Called only if one has just succeeded, so no stranger can cause the search. */
  function hasVerified({ account }: Received): boolean {
    const where = passedVerifications(account?.id ?? null)
    return history.list({ where, limit: 1 }).items.length > 0
  }

  function remember({ account, receivedAt, verdict }: Exchange): void {
    // A refused request is nobody's failure, and must not take the place of a failure.
    if (account === null || verdict === 'rejected') return
    const before = outcomes.get(account) ?? []
    outcomes.set(account, [{ receivedAt, verdict }, ...before].slice(0, OUTCOMES_KEPT))
  }

  return {
    async record(outgoing) {
      try {
        const { exchange, summary } = createSafely(outgoing)
        if (outgoing.own?.isKept?.(exchange.verdict) === false) return exchange
        const committed = keeping.keep(exchange, summary)
        remember(exchange)
        recorded(exchange)
        await committed
        return exchange
      } catch (error) {
        report(error)
        return null
      }
    },
    foresee({ received, identity, own, before }) {
      const reply = createNoReply('timeout')
      const judgement = judgeUnanswered(received, reply, identity, before)
      const findings = [createInterrupted(), ...judgement.findings]
      const exchange = createExchange(received, reply, { ...identity, durationMs: 0, ...judgement, findings })
      return { ...exchange, ...belongingOf({ own }) }
    },
  }
}

const NO_BYTES = new Uint8Array(0)

/** Only what we send ourselves belongs to a run, or repeats an exchange. */
function belongingOf({ own }: Pick<Outgoing, 'own'>): Pick<Exchange, 'run' | 'parent'> {
  return { run: own?.run ?? null, parent: own?.parent ?? null }
}

function isWronglySigned({ refusal }: Received): boolean {
  return refusal === 'signature-mismatch' || refusal === 'msg-signature-mismatch'
}

/**
 * Remembers which nonce came with which message. Only genuine requests count, or strangers could fill the memory. The
 * older half is dropped as a whole: to take the oldest out of a Map one by one costs more than a signature.
 */
function createNonceMemory() {
  let messages = new Map<string, string | null>()
  let older = messages
  return {
    /** Tells whether the request's nonce came before, and not with an earlier delivery of the same message. */
    isReplay({ refusal, target }: Received, messageKey: string | null): boolean {
      const nonce = parameter(target.parameters, 'nonce')
      if (refusal || nonce === undefined) return false
      const key = `${parameter(target.parameters, 'timestamp')} ${nonce}`
      const known = messages.has(key) ? messages.get(key) : older.get(key)
      if (known !== undefined) return known === null || known !== messageKey
      if (messages.size >= NONCES_KEPT) {
        older = messages
        messages = new Map()
      }
      messages.set(key, messageKey)
      return false
    },
  }
}
