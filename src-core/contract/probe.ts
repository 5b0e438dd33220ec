import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import type { Finding } from './exchange.ts'
import type { Bilingual } from './text.ts'

/**
 * The steps of a probe, in order. `address`: what the console would take. `dns` and `tls`: the name and the certificate.
 * The others are requests as WeChat sends them: the GET that verifies, the same in HTTP/1.0, and a message in each mode.
 */
export const probeSteps = [
  'address',
  'dns',
  'tls',
  'verification',
  'http10',
  'plaintext',
  'compatible',
  'safe',
] as const
export type ProbeStepName = (typeof probeSteps)[number]

/**
 * `passed`: nothing to say, or information only. `warned` and `failed`: the most severe finding. `skipped`: not tried,
 * since an earlier step failed, or the address or the account has nothing to try.
 */
export type ProbeStepState = 'passed' | 'warned' | 'failed' | 'skipped'

export interface ProbeStep {
  name: ProbeStepName
  state: ProbeStepState
  /** What was seen, in a few words, such as the addresses of the name; empty if there is nothing to add. */
  seen: Bilingual
  findings: Finding[]
  /** Present for a request that was sent. */
  trip?: ProbeTrip
}

/** One request on its way there and its answer on the way back, at each end. */
export interface ProbeTrip {
  /** Milliseconds from the first byte sent to the last byte received, less a pause that the responder made itself. */
  tookMs: number
  sent: WireRequest
  /** What the responder received; null if nothing arrived there, or if it is not watched. */
  arrived: WireRequest | null
  /** What the responder replied; null like `arrived`. */
  replied: WireReply | null
  /** What came back; null if no byte did. */
  returned: WireReply | null
}

export interface WireRequest {
  /** `GET /wx?… HTTP/1.1` */
  line: string
  headers: [name: string, value: string][]
  /** As UTF-8 text, with U+FFFD where it is none. */
  body: string
}

export interface WireReply {
  /** 0 if there was no status line. */
  status: number
  headers: [name: string, value: string][]
  body: string
}

/**
 * `verified`: every request arrived and came back as it was, and WeChat takes such an address. `unusable`: the way is
 * whole as seen from here, but WeChat would not call this address. `changed`: requests arrive, but something on the way
 * alters them or their replies so that WeChat would not take them; without a responder to watch, the backend’s own
 * replies count as well. `lost`: they do not arrive.
 */
export type ProbeOutcome = 'verified' | 'unusable' | 'changed' | 'lost'

/** What a probe of a public URL has seen, called from this computer. WeChat calls from Tencent's network. */
export interface ProbeReport {
  /** The account's id; null for a URL given in the terminal. */
  account: string | null
  url: string
  /** Epoch milliseconds. */
  startedAt: number
  /** Null while it runs: then steps are still to come. */
  outcome: ProbeOutcome | null
  /** Milliseconds of the whole probe, so far. */
  durationMs: number
  /** Milliseconds that the verification took there and back; null if it did not come back. */
  roundTripMs: number | null
  /** Those that are over. */
  steps: ProbeStep[]
}

export const probeCommands = {
  /**
   * Takes the account's public URL. One probe an account at a time: a second call joins the first. Each step comes as an
   * event as well. INVALID_INPUT if the account has no public URL or no token.
   */
  'probe.run': command<ProbeReport>()({
    access: 'send',
    says: {
      zh: '像微信那样访问账号的公网地址，逐字节对照应答器收到和发出的内容，说出路上改动了什么。',
      en: 'Calls the account’s public URL as WeChat would, compares every byte with what the responder got and sent, and says what changed on the way.',
    },
    input: v.strictObject({ account: idSchema }),
  }),
  /**
   * Says why no verification has come although the console was asked to send one, from the account's last probe and what
   * is known of the address. Null if a genuine verification has come since then.
   */
  'probe.explainSilence': command<Finding | null>()({
    access: 'read',
    says: {
      zh: '在公众号后台点了提交却没有请求到来时，按最近一次检查的结果说出可能的原因。',
      en: 'Says why nothing came although the console was told to verify, from the last probe of the address.',
    },
    input: v.strictObject({ account: idSchema, since: v.pipe(v.number(), v.integer()) }),
  }),
}
