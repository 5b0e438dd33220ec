import type { CheckResult, CheckUpReport } from '../contract/check-up.ts'
import type { Exchange } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import type { Bilingual } from '../contract/text.ts'
import type { CheckBait } from '../ports/check-up.ts'
import { isOnThisComputer } from '../delivery/public-address.ts'
import type { CaseEnd, CaseRow } from './kit/case.ts'
import { createTalk, Stopped } from './kit/talk.ts'
import type { Bait, TalkContext, TalkPorts } from './kit/talk.ts'
import type { CheckTarget } from './kit/target.ts'

export interface CheckUpPorts extends TalkPorts {
  bait: CheckBait
}

/** What is checked, and how. */
export interface CheckUpOrder {
  run: string
  /** The account's id, or null. */
  account: string | null
  target: CheckTarget
  /** The cases that were chosen, in the order of the table. */
  cases: readonly CaseRow[]
  /** Hostile XML may be sent. */
  hostile: boolean
  /** The reasons for leaving cases as they are, by id. */
  baseline: ReadonlyMap<string, string>
  signal: AbortSignal
}

/** Told of what happens, as it happens. */
export interface CheckUpListener {
  began(report: CheckUpReport): void
  /** A case is over. */
  progressed(result: CheckResult): void
  /** A request and its answer. */
  keep(exchange: Exchange): void
}

/** So many requests that got nothing end the check-up at its beginning: nobody is there. */
const FIRST_SILENT = 3

/**
 * After so many in a row at a port on which nobody listens any more, the check-up ends: what is left would tell nothing
 * of the backend. One that cuts the connection of whatever it does not like still listens.
 */
const GONE_AFTER = 10

/** After so many in a row for which nothing came in time, the cases that are left are skipped: each takes five seconds. */
const LATE_MAX = 5

/**
 * Runs the chosen cases one after another. Never rejects: what fails is a result, and a defect of ours is reported.
 * `difference` is left null; see `compareRuns`.
 */
export async function runCheckUp(
  ports: CheckUpPorts,
  order: CheckUpOrder,
  listener: CheckUpListener,
): Promise<CheckUpReport> {
  const { clock } = ports
  const { account, run, target, cases, signal } = order
  const startedAt = clock.now()
  const begun = clock.monotonic()
  const results: CheckResult[] = []
  const report = (state: CheckUpReport['state']): CheckUpReport => ({
    run,
    account,
    url: target.url,
    startedAt,
    durationMs: Math.round(clock.monotonic() - begun),
    state,
    chosen: cases.length,
    results: [...results],
    difference: null,
  })
  listener.began(report('running'))

  const bait = await openBait(ports, order)
  const context = {
    durations: [],
    usedIds: new Set<string>(),
    run,
    account,
    signal,
    bait: bait?.shown ?? null,
  }
  let asked = 0
  let silent = 0
  let gone = 0
  let late = 0
  try {
    for (const [index, row] of cases.entries()) {
      const exchanges: string[] = []
      let refused = 0
      const from = clock.monotonic()
      const keep = (exchange: Exchange, failure: string | null): void => {
        const { status, durationMs } = exchange.response
        asked++
        if (status === 0) silent++
        if (failure === 'ECONNREFUSED') refused++
        gone = failure === 'ECONNREFUSED' ? gone + 1 : 0
        late = status === 0 && durationMs >= REPLY_DEADLINE_MS ? late + 1 : 0
        exchanges.push(exchange.id)
        listener.keep(exchange)
      }
      const end =
        late >= LATE_MAX ? TOO_LATE : await act(ports, order, row, createUser(index), { ...context, keep })
      const durationMs = Math.round(clock.monotonic() - from)
      const result = sumUp(row, end, order.baseline.get(row.id), { exchanges, durationMs })
      // Nobody was there, and that tells nothing of the backend, not even that it takes no forged request. Where nobody
      // has been from the start, what failed says why.
      const isVoid = refused > 0 && refused === exchanges.length
      if (!isVoid || (asked === silent && result.state === 'failed')) {
        results.push(result)
        listener.progressed(result)
      }
      if ((asked >= FIRST_SILENT && asked === silent) || gone >= GONE_AFTER) return report('unreachable')
    }
    const isAlone = (asked > 0 && asked === silent) || gone > 0
    return report(isAlone ? 'unreachable' : 'finished')
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return report('stopped')
  } finally {
    bait?.close()
  }
}

/** An external entity names an address of this computer, and no other computer may be sent to its own. */
async function openBait(
  { bait, report }: CheckUpPorts,
  { target, hostile, cases }: CheckUpOrder,
): Promise<{ shown: Bait; close(): void } | null> {
  if (!hostile || !isOnThisComputer(target.url) || cases.every(({ group }) => group !== 'hostile'))
    return null
  try {
    const { close, ...shown } = await bait.open()
    return { shown, close }
  } catch (error) {
    report(error)
    return null
  }
}

async function act(
  ports: CheckUpPorts,
  { target, hostile, signal }: CheckUpOrder,
  row: CaseRow,
  user: string,
  context: TalkContext,
): Promise<CaseEnd> {
  if (signal.aborted) throw new Stopped()
  if (row.encrypted && !target.encryption) return UNENCRYPTED
  if (row.group === 'hostile' && !hostile) return NOT_HOSTILE
  try {
    return await row.act(createTalk(ports, target, user, context))
  } catch (error) {
    if (error instanceof Stopped) throw error
    ports.report(error)
    return DEFECT
  }
}

/** Each case has a user of its own, and the same in each check-up: a backend that keeps users keeps no more of them. */
function createUser(index: number): string {
  return `oMpscopeCheckUpUser${String(index + 1).padStart(9, '0')}`
}

function sumUp(
  { id }: CaseRow,
  end: CaseEnd,
  reason: string | undefined,
  rest: Pick<CheckResult, 'exchanges' | 'durationMs'>,
): CheckResult {
  if ('because' in end)
    return { id, state: 'skipped', came: NOTHING, findings: [], because: end.because, ...rest }
  const { came, findings } = end
  if (findings.length === 0) return { id, state: 'passed', came, findings, because: NOTHING, ...rest }
  const because = reason === undefined ? NOTHING : { zh: reason, en: reason }
  return { id, state: reason === undefined ? 'failed' : 'accepted', came, findings, because, ...rest }
}

const NOTHING: Bilingual = { zh: '', en: '' }

const UNENCRYPTED: CaseEnd = {
  because: {
    zh: '明文模式，或没有 EncodingAESKey 和 AppID',
    en: 'plaintext mode, or no EncodingAESKey and AppID',
  },
}
const NOT_HOSTILE: CaseEnd = {
  because: { zh: '恶意 XML 没有打开', en: 'hostile XML is off' },
}
const TOO_LATE: CaseEnd = {
  because: {
    zh: `连续 ${LATE_MAX} 次请求五秒内没有响应，剩下的没有试`,
    en: `${LATE_MAX} requests in a row got no response within 5 s; the rest was not tried`,
  },
}
const DEFECT: CaseEnd = {
  because: { zh: '调试台内部出错，没有试成', en: 'an internal error of the workbench' },
}
