import type { Account } from '../../contract/account.ts'
import type { BackendReply, Exchange } from '../../contract/exchange.ts'
import type { ImportedSession } from '../../contract/imported-session.ts'
import { describeAsked } from '../../diagnosis/answer.ts'
import { createGuarded } from '../../diagnosis/delivery/guarded.ts'
import { judgeDelivery } from '../../diagnosis/delivery/delivery.ts'
import { diagnose, reachVerdict } from '../../diagnosis/diagnose.ts'
import type { Judgement } from '../../diagnosis/judgement.ts'
import { sumUpReply } from '../../diagnosis/verdict.ts'
import type { Reply } from '../../exchange/answer.ts'
import { parseTarget } from '../../exchange/incoming.ts'
import { readRawAnswer } from '../../exchange/raw-answer.ts'
import type { Received } from '../../exchange/receive.ts'
import { createQuery, keyOfMessage, readBytes } from '../../exchange/record.ts'
import type { Answer, DeliveryOutcome } from '../../ports/http.ts'
import { createJudge } from '../../sender/plan-replay.ts'
import { decodeKeys } from '../../exchange/unseal.ts'
import type { GivenExchange } from './given-exchange.ts'
import { receiveAgain } from './receive-again.ts'
import type { ReceivedAgain } from './receive-again.ts'

type GivenAnswer = Pick<
  Exchange['response'],
  'status' | 'headers' | 'body' | 'bodyBase64' | 'raw' | 'durationMs'
>

/**
 * Makes an exchange of what happened elsewhere: its verdict and findings are ours, whatever the file says. What only the
 * other workbench could know is taken from the file: whether the signature was right, if no account here has its token.
 */
export function judgeAnew(
  given: GivenExchange,
  accounts: readonly Account[],
  session: ImportedSession,
): Exchange {
  const { path, parameters } = parseTarget(given.request.target)
  const query = createQuery(parameters)
  const request = { ...given.request, path, query }
  const { received, account } = receiveAgain(given, accounts)
  const { message, signature, standing } = received
  const backends = given.backends?.map((one) => judgeBackend(one, received, accounts))
  const judgement =
    given.direction === 'out'
      ? judgeOut({ ...given, request, message } as Exchange, account, accounts)
      : judgeIn(given, { received, account }, accounts, backends)
  const { guarded, rule, draft, encryption, pinned, note } = given
  return {
    id: given.id,
    direction: given.direction,
    parent: given.parent,
    run: given.run,
    receivedAt: given.receivedAt,
    account: account?.id ?? null,
    attempt: given.attempt,
    messageKey: message && received.refusal === null ? keyOfMessage(message) : null,
    mode: given.mode,
    ...(given.direction === 'in' && { standing }),
    request,
    signature,
    message,
    ...(encryption && { encryption: { key: encryption.key, failure: null } }),
    response: given.response,
    ...judgement,
    ...(guarded && { guarded }),
    ...(rule && { rule }),
    ...(draft && { draft }),
    ...(backends && { backends }),
    ...(pinned && { pinned }),
    ...(note !== undefined && { note }),
    session,
  }
}

function judgeIn(
  given: GivenExchange,
  { received, account }: ReceivedAgain,
  accounts: readonly Account[],
  backends: readonly BackendReply[] = [],
): Judgement {
  const { response, attempt } = given
  const chosen = backends.find((one) => one.chosen)
  const reply: Reply = {
    by: response.by,
    http:
      response.status === 0
        ? null
        : {
            status: response.status,
            headers: response.headers,
            body: readBytes(response),
            ...(response.plain !== undefined && { plain: Buffer.from(response.plain) }),
          },
  }
  // What a backend encrypted cannot be read without the key.
  if (isSealedTo(given, received))
    return {
      verdict: reachVerdict(received, reply, { verdict: sumUpReply(readBytes(response), []) }),
      findings: [],
      judged: false,
    }
  const answer: Judgement | undefined =
    chosen && !chosen.guarded && response.by === 'relay'
      ? {
          verdict: chosen.verdict,
          findings: chosen.findings,
          ...(chosen.judged === false && { judged: false as const }),
        }
      : undefined
  const { findings, ...judgement } = diagnose(
    received,
    reply,
    {
      accounts,
      examineSignature: false,
      durationMs: response.durationMs,
      attempt,
      before: [],
      recent: [],
      seenNonce: false,
      firstVerification: false,
    },
    answer,
  )
  const ours = account ? findings : findings.filter(({ code }) => !OF_ACCOUNT.test(code))
  return { ...judgement, findings: [...(chosen?.guarded ? [createGuarded(chosen)] : []), ...ours] }
}

/** These speak of the account's settings here, and the account is elsewhere. */
const OF_ACCOUNT = /^(?:signature\.mismatch|crypt\.)/

function isSealedTo({ mode, response }: GivenExchange, { account }: Received): boolean {
  const isSealed =
    mode !== 'plaintext' && response.plain === undefined && /["<]Encrypt[">]/.test(response.body)
  return isSealed && (account === null || decodeKeys(account).length === 0)
}

function judgeBackend(
  given: NonNullable<GivenExchange['backends']>[number],
  received: Received,
  accounts: readonly Account[],
): BackendReply {
  const { message, account } = received
  const outcome = outcomeOf(given, given.error)
  const keys = account ? decodeKeys(account) : []
  const isUnread = keys.length === 0 && /["<]Encrypt[">]/.test(given.body)
  if (isUnread || message === null) {
    const verdict = given.status === 200 ? sumUpReply(readBytes(given), []) : 'retried'
    return { ...given, verdict, findings: [], judged: false }
  }
  const asked =
    keys.length > 0 && received.kind === 'genuine' ? describeAsked(received, accounts) : { message }
  return { ...given, ...judgeDelivery(outcome, { url: given.url, ...asked }) }
}

function judgeOut(exchange: Exchange, account: Account | null, accounts: readonly Account[]): Judgement {
  const { request, response, message } = exchange
  const isPush = message !== null || request.query['echostr'] !== undefined
  const isUnread = account === null && /["<]Encrypt[">]/.test(response.body)
  const hasAnswer = response.status > 0 || response.raw !== undefined
  // Why nobody answered is not in the file; and what is no push has no rule.
  if (!isPush || !hasAnswer || isUnread)
    return {
      verdict: response.status === 200 ? sumUpReply(readBytes(response), []) : 'retried',
      findings: [],
      judged: false,
    }
  const url = (request.origin ?? 'http://localhost') + request.target
  const { token = '', appId = '' } = account ?? {}
  const signer = account && { token, appId, keys: decodeKeys(account), account, accounts }
  return createJudge(exchange, url, message, signer)(outcomeOf(response, null))
}

function outcomeOf(given: GivenAnswer, error: { code: string; message: string } | null): DeliveryOutcome {
  if (given.status === 0 && !given.raw) return { response: null, error }
  const { status, headers, durationMs } = given
  const broken = given.raw && readBroken(given.raw, error?.code)
  const response: Answer = { status, headers, body: readBytes(given), durationMs, ...(broken && { broken }) }
  return { response, error }
}

/** Finds the fault of a broken answer again, in the bytes that were kept. */
function readBroken(
  { text, base64, bytes }: NonNullable<GivenAnswer['raw']>,
  code: string | undefined,
): Answer['broken'] {
  const raw = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64')
  if (raw.length < bytes) return undefined
  const { fault } = readRawAnswer({ bytes: raw, end: code === 'DEADLINE' ? 'silent' : 'closed' })
  return fault ? { raw, fault } : undefined
}
