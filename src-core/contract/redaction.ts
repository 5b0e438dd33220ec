import type { Bilingual } from './text.ts'

/**
 * What redaction replaces. `secret`: tokens, keys, tickets, cookies, credentials. `cipher`: what is encrypted. `openId`:
 * the ids of users. `host`: the developer's own hosts and tunnels. `ip`: addresses of the network.
 */
export const redactedKinds = [
  'secret',
  'signature',
  'cipher',
  'openId',
  'originalId',
  'appId',
  'host',
  'ip',
] as const
export type RedactedKind = (typeof redactedKinds)[number]

/** How many different values of each kind were replaced. */
export type RedactedCounts = Readonly<Record<RedactedKind, number>>

/** Says to people what was replaced, and stands after a number. */
export const REDACTED_WORDS: Readonly<Record<RedactedKind, Bilingual>> = {
  secret: { zh: '个机密', en: 'secrets' },
  signature: { zh: '个签名', en: 'signatures' },
  cipher: { zh: '段密文', en: 'ciphertexts' },
  openId: { zh: '个 OpenID', en: 'OpenIDs' },
  originalId: { zh: '个原始 ID', en: 'original IDs' },
  appId: { zh: '个 AppID', en: 'AppIDs' },
  host: { zh: '个域名', en: 'hosts' },
  ip: { zh: '个 IP', en: 'IP addresses' },
}

/** What redaction leaves: people have to look at it themselves. */
export const NOT_REDACTED: Bilingual = {
  zh: '用户写的文字、图片地址和位置不会替换，发出去之前请看一遍。',
  en: 'What users wrote, addresses of images and places are not replaced: look before you pass it on.',
}
