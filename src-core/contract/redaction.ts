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

/** Each stands after a number. */
const WORDS: Readonly<Record<RedactedKind, { zh: string; en: [one: string, several: string] }>> = {
  secret: { zh: '个机密', en: ['secret', 'secrets'] },
  signature: { zh: '个签名', en: ['signature', 'signatures'] },
  cipher: { zh: '段密文', en: ['ciphertext', 'ciphertexts'] },
  openId: { zh: '个 OpenID', en: ['OpenID', 'OpenIDs'] },
  originalId: { zh: '个原始 ID', en: ['original ID', 'original IDs'] },
  appId: { zh: '个 AppID', en: ['AppID', 'AppIDs'] },
  host: { zh: '个域名', en: ['host', 'hosts'] },
  ip: { zh: '个 IP', en: ['IP address', 'IP addresses'] },
}

/** Says what was replaced, as in `2 OpenIDs, 1 host`; null if nothing was. */
export function describeRedacted(counts: RedactedCounts): Bilingual | null {
  const found = redactedKinds.filter((kind) => counts[kind] > 0)
  if (found.length === 0) return null
  return {
    zh: found.map((kind) => `${counts[kind]} ${WORDS[kind].zh}`).join('、'),
    en: found.map((kind) => `${counts[kind]} ${WORDS[kind].en[counts[kind] === 1 ? 0 : 1]}`).join(', '),
  }
}

/** What redaction leaves: people have to look at it themselves. */
export const NOT_REDACTED: Bilingual = {
  zh: '用户写的文字、图片地址和位置不会替换，发出去之前请看一遍。',
  en: 'What users wrote, addresses of images and places are not replaced: look before you pass it on.',
}
