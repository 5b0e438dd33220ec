import type { ProbeOutcome, ProbeStepName, ProbeStepState } from './probe.ts'
import type { Bilingual } from './text.ts'

/** The steps of a probe, the same on screens and in the terminal. */
export const PROBE_STEP_WORDS: Readonly<Record<ProbeStepName, Bilingual>> = {
  address: { zh: '地址', en: 'Address' },
  dns: { zh: '域名解析', en: 'DNS' },
  tls: { zh: '证书', en: 'Certificate' },
  verification: { zh: '验证请求', en: 'Verification' },
  http10: { zh: 'HTTP/1.0', en: 'HTTP/1.0' },
  plaintext: { zh: '明文消息', en: 'Plaintext message' },
  compatible: { zh: '兼容模式消息', en: 'Compatible message' },
  safe: { zh: '安全模式消息', en: 'Safe message' },
}

export const PROBE_STATE_WORDS: Readonly<Record<ProbeStepState, Bilingual>> = {
  passed: { zh: '通过', en: 'passed' },
  warned: { zh: '有警告', en: 'warning' },
  failed: { zh: '没有通过', en: 'failed' },
  skipped: { zh: '跳过', en: 'skipped' },
}

/** For the terminal, which sees one end only: what answers may be the backend, and what a hop changed nobody saw. */
export const PROBE_OUTCOME_WORDS: Readonly<Record<ProbeOutcome, Bilingual>> = {
  verified: { zh: '可以访问，验证和消息都通过', en: 'Reached: the verification and the messages pass' },
  unusable: {
    zh: '从这里能访问，但微信不会访问这个地址',
    en: 'Reached from here, but WeChat would not call this address',
  },
  changed: { zh: '能访问，但路上或对方的回复有问题', en: 'Reached, but the way or the reply is at fault' },
  lost: {
    zh: '验证没有通过，接不上微信',
    en: 'The verification fails: WeChat would not accept this address',
  },
}

/** What no probe can know. */
export const PROBE_LIMITS: Bilingual = {
  zh: '检查是从这台电脑发出的，微信从腾讯的网络访问：防火墙、备案和运营商对微信怎样，从这里看不到。',
  en: 'The check calls from this computer, and WeChat from Tencent’s network: how firewalls, filing (备案) and carriers treat WeChat cannot be seen from here.',
}
