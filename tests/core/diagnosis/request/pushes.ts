import type { Account } from '../../../../src-core/contract/account.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import type { ReplyDraft } from '../../../../src-core/contract/reply-draft.ts'
import { diagnose } from '../../../../src-core/diagnosis/diagnose.ts'
import type { Diagnosing } from '../../../../src-core/diagnosis/diagnose.ts'
import { answerWithoutPolicy, createReply } from '../../../../src-core/exchange/answer.ts'
import type { Reply } from '../../../../src-core/exchange/answer.ts'
import type { Incoming } from '../../../../src-core/exchange/incoming.ts'
import { sign } from '../../../../src-core/wechat/signature.ts'
import { receiveWhole } from '../../received.ts'

export const account: Account = {
  id: 'a',
  name: 'a',
  originalId: '',
  appId: '',
  token: 'AAAAA',
  mode: 'plaintext',
  aesKey: '',
  previousAesKey: '',
  path: '/wx',
  policy: { kind: 'fixed', reply: { type: 'success' } },
  rules: [],
  backends: [],
  fans: [],
  publicUrl: '',
  duplicates: 'again',
  keep: null,
  tunnel: null,
  milestones: {},
}

export interface Push {
  body: string | Uint8Array
  draft?: ReplyDraft
  accounts?: Account[]
  timestamp?: string
  receivedAt?: number
  diagnosing?: Partial<Diagnosing>
  /** Changes to the request itself. */
  change?: Partial<Incoming>
  /** Replaces the reply that the draft gives. */
  reply?: Reply
}

/** Creates a push that is signed with the token of `account`. */
export function createPush({
  body,
  timestamp = '1',
  receivedAt = 0,
  change = {},
}: Pick<Push, 'body' | 'timestamp' | 'receivedAt' | 'change'>): Incoming {
  const signed = { timestamp, nonce: '2' }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return {
    receivedAt,
    startedAt: 0,
    method: 'POST',
    target: `/wx?${new URLSearchParams({ ...signed, signature: sign({ token: account.token, ...signed }) })}`,
    httpVersion: '1.1',
    headers: [],
    body: bytes,
    bodyBytes: bytes.length,
    ...change,
  }
}

/** Judges a signed push. If it came whole, it is answered with this draft. */
export function push({
  draft = { type: 'success' },
  accounts = [account],
  diagnosing = {},
  reply,
  ...pushed
}: Push) {
  const received = receiveWhole(createPush(pushed), accounts)
  const own =
    received.kind === 'genuine' ? createReply(draft, received, 'fixed', null) : answerWithoutPolicy(received)
  return diagnose(received, reply ?? own, {
    accounts,
    examineSignature: true,
    durationMs: 1,
    attempt: 1,
    before: [],
    recent: [],
    seenNonce: false,
    firstVerification: false,
    ...diagnosing,
  })
}

export const findingsOf = (body: string | Uint8Array, draft?: ReplyDraft) =>
  push({ body, ...(draft && { draft }) }).findings

export const message = (inner: string) => `<xml><MsgType><![CDATA[text]]></MsgType>${inner}</xml>`

/** Parts of a message: each trap, a near miss of it, and none. */
export const TRAPS: [code: FindingCode, seen: string, near: string][] = [
  ['xml.leading-zero', '<UserCardCode><![CDATA[018255396048]]></UserCardCode>', '<Status>0</Status>'],
  ['xml.control-character', '<Content><![CDATA[ \u001dc]]></Content>', '<Content><![CDATA[ \tc]]></Content>'],
  ['xml.stray-text', 'webwx_msg_cli_ver_0x1', '\n  '],
  ['xml.cdata-end', '<Content>a]]&gt;b</Content>', '<Content><![CDATA[a]] >b]]></Content>'],
  [
    'xml.cdata-end',
    '<Content><![CDATA[<b>hi</b>]]></Content>',
    '<Content><![CDATA[1 < 2, <3, a->b]]></Content>',
  ],
]
