import { randomBytes } from 'node:crypto'
import { writeLocustfile } from '../../src-core/burst/locustfile.ts'
import { BURST_BARS_MS, BURST_DEAD_AFTER } from '../../src-core/contract/burst.ts'
import type { BurstFigures, BurstMessage, BurstReport } from '../../src-core/contract/burst.ts'
import { findFindingKind } from '../../src-core/contract/findings.ts'
import { createRunId } from '../../src-core/contract/run-kind.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import type { Verdict } from '../../src-core/contract/exchange.ts'
import type { BurstOrder } from '../../src-core/ports/bursts.ts'
import type { MessageField } from '../../src-core/wechat/message-field.ts'
import { SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { createRunBurst } from '../node/burst/create-run-burst.ts'
import { admitGivenAddress } from './admit-address.ts'
import { layOut, measure } from './columns.ts'
import type { Terminal } from './terminal.ts'

/** A burst as the command line describes it. */
export type GivenBurst = Pick<BurstOrder, 'url' | 'token' | 'encryption' | 'plan'>

/**
 * Sends a burst and prints what came of it; while it runs, a line of figures goes to a terminal. Resolves to 0 if every
 * message was taken, and to 1 otherwise, also if Ctrl+C stopped it. Throws `UsageError` for a public address that is
 * not meant, and for a name that leads nowhere.
 */
export async function sendBurst(
  given: GivenBurst,
  { isMeant, json }: { isMeant: boolean; json: boolean },
  terminal: Terminal,
): Promise<number> {
  await admitGivenAddress(given.url, isMeant)
  const stopping = new AbortController()
  void terminal.untilEnded().then(() => stopping.abort())
  const line = createLiveLine(terminal)
  const report = await createRunBurst(terminal.findWorker('burst-process'))(
    {
      ...given,
      run: createRunId('burst', randomBytes(9).toString('base64url')),
      account: null,
      originalId: SAMPLE_ORIGINAL_ID,
    },
    { signal: stopping.signal, tell: line.show, keep: () => {} },
  ).finally(line.clear)
  terminal.stdout.write(
    json ? `${JSON.stringify({ type: 'burst', burst: report })}\n` : describeBurst(report)[terminal.language],
  )
  const { done, taken } = report.figures
  return report.state === 'finished' && taken === done ? 0 : 1
}

/** Returns the burst as a locustfile; `createFields` draws a message. */
export function exportBurst(
  { url, encryption, plan }: Pick<GivenBurst, 'url' | 'encryption' | 'plan'>,
  createFields: (message: BurstMessage) => MessageField[],
): string {
  const { mode, appId } = encryption ?? { mode: 'plaintext' as const, appId: '' }
  return writeLocustfile(plan, { url, mode, appId, originalId: SAMPLE_ORIGINAL_ID }, createFields)
}

/** One line that is written over, and is gone at the end: only where somebody looks at it. */
function createLiveLine({ stderr, language }: Terminal) {
  const isShown = 'isTTY' in stderr && stderr.isTTY === true
  return {
    show({ figures, plan, durationMs }: BurstReport): void {
      if (!isShown) return
      const { done, perSecond, latency } = figures
      const now = perSecond[Math.max(0, Math.floor(durationMs / 1000) - 1)] ?? 0
      const quick = latency ? `  p50 ${latency.p50} ms  p99 ${latency.p99} ms` : ''
      const rate = { zh: `每秒 ${now}`, en: `${now}/s` }[language]
      stderr.write(`\r\x1b[K${done} / ${plan.messages}  ${rate}${quick}`)
    },
    clear: () => void (isShown && stderr.write('\r\x1b[K')),
  }
}

function describeBurst(report: BurstReport): Bilingual {
  return { zh: describeIn(report, 'zh'), en: describeIn(report, 'en') }
}

function describeIn(report: BurstReport, language: keyof Bilingual): string {
  const { figures, durationMs } = report
  const { deliveries, latency, faults } = figures
  const mean = durationMs === 0 ? 0 : Math.round((deliveries * 1000) / durationMs)
  const words = WORDS[language]
  const rows: [term: string, text: string][] = [
    [words.deliveries, words.rate(deliveries, (durationMs / 1000).toFixed(1), mean)],
    ...(latency
      ? ([
          [
            words.times,
            `p50 ${latency.p50}   p95 ${latency.p95}   p99 ${latency.p99}   ${words.max} ${latency.max}`,
          ],
        ] as [string, string][])
      : []),
    ...(Object.entries(figures.verdicts) as [Verdict, number][])
      .filter(([, count]) => count > 0)
      .map(([verdict, count]): [string, string] => [VERDICT_WORDS[verdict][language], String(count)]),
    ...faults.map(({ code, count }): [string, string] => [
      code,
      `${count}  ${findFindingKind(code)?.name[language] ?? ''}`.trimEnd(),
    ]),
  ]
  const bars = drawBars(figures, words.late)
  const width = Math.max(...[...rows, ...bars].map(([term]) => measure(term)))
  return `${summarize(report)[language]}\n${layOut(rows, width)}\n${layOut(bars, width)}`
}

function summarize({ state, plan, figures }: BurstReport): Bilingual {
  const { done, taken } = figures
  const missed = done - taken
  const how: Record<BurstReport['state'], Bilingual> = {
    running: { zh: '', en: '' },
    finished: { zh: '', en: '' },
    stopped: { zh: '已停止：', en: 'stopped: ' },
    dead: {
      zh: `连续 ${BURST_DEAD_AFTER} 次没有响应，已停止：`,
      en: `no reply to ${BURST_DEAD_AFTER} deliveries in a row, stopped: `,
    },
  }
  return {
    zh: `${how[state].zh}完成 ${done} / ${plan.messages} 条，${missed} 条没有得到有效回复`,
    en: `${how[state].en}${done} of ${plan.messages} messages done, ${missed} without a valid reply`,
  }
}

const WORDS = {
  zh: {
    deliveries: '推送次数',
    times: '回复用时（ms）',
    max: '最慢',
    late: '超过 5 s',
    rate: (count: number, seconds: string, mean: number) => `${count}，用时 ${seconds} s，每秒 ${mean}`,
  },
  en: {
    deliveries: 'deliveries',
    times: 'time to the reply (ms)',
    max: 'max',
    late: 'over 5 s',
    rate: (count: number, seconds: string, mean: number) => `${count} in ${seconds} s, ${mean}/s`,
  },
}

const BAR_WIDTH = 36

function drawBars({ histogram }: Pick<BurstFigures, 'histogram'>, late: string): [string, string][] {
  const most = Math.max(1, ...histogram)
  return histogram.map((count, index) => {
    const to = BURST_BARS_MS[index]
    const bar = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * BAR_WIDTH)))
    return [to === undefined ? late : `≤ ${to} ms`, `${count} ${bar}`.trimEnd()]
  })
}
