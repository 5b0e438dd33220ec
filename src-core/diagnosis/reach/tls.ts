import type { Finding } from '../../contract/exchange.ts'
import type { TlsReport } from '../../ports/network.ts'
import { explainNetwork } from '../delivery/network-errors.ts'
import { explainTls } from '../delivery/tls-errors.ts'
import { createFinding } from '../finding.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A certificate that ends sooner is worth a word: renewals are due with a third of its time left, which is 30 days of 90.
 * There are certificates of 45 and of 6 days as well, so that half of that third counts if it is less.
 */
const SOON_DAYS = 14

/** Judges the TLS of an address by two handshakes; `now` is epoch milliseconds. */
export function judgeTls(host: string, port: string, report: TlsReport, now: number): Finding[] {
  const { error } = report
  if (error) {
    const { code, message, during = 'securing', names = [] } = error
    const failed = { code, message, during, names, isSecure: true, host, port }
    const { why, detail, fix, evidence } = explainTls(failed) ?? explainNetwork(failed)
    return [
      createFinding('probe.tls', {
        title: { zh: `${host}：${why.zh}（${code}）`, en: `${host}: ${why.en} (${code})` },
        detail,
        fix,
        ...(evidence && { evidence }),
      }),
    ]
  }
  return [...judgeEnd(host, report, now), ...judgeVersion(report)]
}

function judgeEnd(host: string, { valid }: TlsReport, now: number): Finding[] {
  if (valid === null) return []
  const left = (valid.to - now) / DAY_MS
  const lifetime = (valid.to - valid.from) / DAY_MS
  if (left >= Math.min(SOON_DAYS, lifetime / 6)) return []
  const days = Math.floor(left)
  return [
    createFinding('probe.tls', {
      severity: 'warning',
      evidence: 'observed',
      title: {
        zh: days < 1 ? `${host} 的证书不到一天就到期` : `${host} 的证书 ${days} 天后到期`,
        en: `The certificate of ${host} ends ${days < 1 ? 'within a day' : days === 1 ? 'in 1 day' : `in ${days} days`}`,
      },
      detail: {
        zh: '到期之后，验证和推送都会失败；自动续期通常在有效期剩下三分之一时进行，到现在还没有续。',
        en: 'After that, verifications and pushes fail; automatic renewal is due with a third of the time left, and has not happened.',
      },
      fix: {
        zh: '看一下自动续期的日志，续期后重新加载服务。',
        en: 'Look into the log of the renewal, and reload the server afterwards.',
      },
    }),
  ]
}

function judgeVersion({ protocol, takesTls12 }: TlsReport): Finding[] {
  if (takesTls12 !== false) return []
  return [
    createFinding('probe.tls', {
      severity: 'warning',
      evidence: 'inferred',
      title: { zh: `只接受 ${protocol}，不接受 TLS 1.2`, en: `It takes ${protocol} and no TLS 1.2` },
      detail: {
        zh: '官方没有写微信用哪个版本；只会 TLS 1.2 的客户端连不上这个地址。',
        en: 'No official page names WeChat’s version; clients that know TLS 1.2 only cannot connect here.',
      },
      fix: {
        zh: '同时打开 TLS 1.2 和 1.3（nginx：ssl_protocols TLSv1.2 TLSv1.3）。',
        en: 'Switch on TLS 1.2 beside 1.3 (nginx: ssl_protocols TLSv1.2 TLSv1.3).',
      },
    }),
  ]
}
