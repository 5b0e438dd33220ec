import { modes } from '../../contract/exchange.ts'
import type { AnsweredBy, Direction, Mode, Standing, Verdict } from '../../contract/exchange.ts'
import { filterKeyNames } from '../../contract/filter.ts'
import type { FilterKeyName } from '../../contract/filter.ts'
import type { HasKind, QueryKey } from '../../contract/query.ts'
import type { Bilingual } from '../../contract/text.ts'
import { VERDICT_WORDS } from '../../contract/verdict-words.ts'

/**
 * What a key takes. `choice`: one of these words. `open`: any text, of which the beginning is enough. `number`: also
 * `>5`, `1..9`. `time`: a clock time, a day, or how long ago. `field`: a path within the message and what it is
 * compared with.
 */
export type FilterKey = { says: Bilingual; example: string } & (
  | { takes: 'choice'; key: QueryKey; choices: Readonly<Record<string, Bilingual>> }
  | { takes: 'open'; key: QueryKey }
  | { takes: 'number'; key: 'status' | 'durationMs' | 'attempt'; unit?: 'ms' }
  | { takes: 'time'; end: 'before' | 'after' }
  | { takes: 'field' }
)

const verdicts: Record<Verdict, Bilingual> = {
  accepted: VERDICT_WORDS.accepted,
  ignored: VERDICT_WORDS.ignored,
  retried: VERDICT_WORDS.retried,
  fault: VERDICT_WORDS.fault,
  rejected: VERDICT_WORDS.rejected,
}

const answeredBy: Record<AnsweredBy, Bilingual> = {
  fixed: { zh: '固定回复', en: 'the fixed reply' },
  rule: { zh: '规则', en: 'a rule' },
  hand: { zh: '手动', en: 'by hand' },
  relay: { zh: '后端', en: 'a backend' },
  timeout: { zh: '超时未回复', en: 'nobody in time' },
}

const directions: Record<Direction, Bilingual> = {
  in: { zh: '收到的', en: 'received' },
  out: { zh: '发出的', en: 'sent from here' },
}

const modeWords: Record<Mode, Bilingual> = {
  plaintext: { zh: '明文模式', en: 'plaintext' },
  compatible: { zh: '兼容模式', en: 'compatible' },
  safe: { zh: '安全模式', en: 'safe' },
}

const standings: Record<Standing, Bilingual> = {
  genuine: { zh: '签名正确', en: 'rightly signed' },
  lookalike: { zh: '像微信但签名不对', en: 'like WeChat, wrongly signed' },
  stranger: { zh: '陌生请求', en: 'a stranger' },
}

const kinds: Record<HasKind, Bilingual> = {
  encrypt: { zh: '加密的消息', en: 'an encrypted message' },
  finding: { zh: '诊断', en: 'a finding' },
  draft: { zh: '没发出的草稿', en: 'a draft' },
  note: { zh: '备注', en: 'a note' },
  pin: { zh: '置顶保留', en: 'a pin' },
  reply: { zh: '回复的内容', en: 'a reply with something in it' },
  backend: { zh: '后端的响应', en: 'a response of a backend' },
  rule: { zh: '命中的规则', en: 'a rule that matched' },
}

/** Every key of the filter language: it is read, described, completed and looked for by its row. */
export const FILTER_KEYS: Readonly<Record<FilterKeyName, FilterKey>> = {
  type: {
    takes: 'open',
    key: 'type',
    says: { zh: '消息类型（MsgType）', en: 'the type of the message (MsgType)' },
    example: 'type:text',
  },
  event: {
    takes: 'open',
    key: 'event',
    says: { zh: '事件（Event）', en: 'the event (Event)' },
    example: 'event:CLICK',
  },
  from: {
    takes: 'open',
    key: 'from',
    says: { zh: '发送者（FromUserName）', en: 'the sender (FromUserName)' },
    example: 'from:oABC',
  },
  to: {
    takes: 'open',
    key: 'to',
    says: { zh: '接收者（ToUserName）', en: 'the receiver (ToUserName)' },
    example: 'to:gh_',
  },
  account: {
    takes: 'open',
    key: 'account',
    says: { zh: '公众号：名称、gh_ 或编号', en: 'the account: its name, gh_ id or id' },
    example: 'account:gh_',
  },
  verdict: {
    takes: 'choice',
    key: 'verdict',
    choices: verdicts,
    says: { zh: '结论', en: 'the verdict' },
    example: 'verdict:fault',
  },
  code: {
    takes: 'open',
    key: 'code',
    says: { zh: '诊断代码', en: 'the code of a finding' },
    example: 'code:reply.',
  },
  status: {
    takes: 'number',
    key: 'status',
    says: { zh: '响应的状态码', en: 'the status of the response' },
    example: 'status:500..599',
  },
  by: {
    takes: 'choice',
    key: 'by',
    choices: answeredBy,
    says: { zh: '由谁回复', en: 'who replied' },
    example: 'by:rule',
  },
  took: {
    takes: 'number',
    key: 'durationMs',
    unit: 'ms',
    says: { zh: '用时（毫秒）', en: 'how long it took (ms)' },
    example: 'took:>3000',
  },
  attempt: {
    takes: 'number',
    key: 'attempt',
    says: { zh: '第几次推送', en: 'the number of the delivery' },
    example: 'attempt:>1',
  },
  direction: {
    takes: 'choice',
    key: 'direction',
    choices: directions,
    says: { zh: '收到的还是发出的', en: 'received or sent' },
    example: 'direction:out',
  },
  run: {
    takes: 'open',
    key: 'run',
    says: { zh: '所属的运行：体检、并发推送、演练……', en: 'the run: a check-up, burst, rehearsal, …' },
    example: 'run:check-up',
  },
  has: {
    takes: 'choice',
    key: 'has',
    choices: kinds,
    says: { zh: '带有什么', en: 'what comes with it' },
    example: 'has:note',
  },
  mode: {
    takes: 'choice',
    key: 'mode',
    choices: modeWords satisfies Record<(typeof modes)[number], Bilingual>,
    says: { zh: '消息加解密方式', en: 'the encryption mode' },
    example: 'mode:safe',
  },
  key: {
    takes: 'open',
    key: 'messageKey',
    says: { zh: '消息的排重键，msg: 后面是 MsgId', en: 'the key of the message: msg: and its MsgId' },
    example: 'key:msg:',
  },
  path: {
    takes: 'open',
    key: 'path',
    says: { zh: '请求的路径', en: 'the path of the request' },
    example: 'path:/wx',
  },
  method: {
    takes: 'open',
    key: 'method',
    says: { zh: '请求方法', en: 'the method of the request' },
    example: 'method:GET',
  },
  standing: {
    takes: 'choice',
    key: 'standing',
    choices: standings,
    says: { zh: '请求像是谁发的', en: 'who seems to have sent it' },
    example: 'standing:stranger',
  },
  id: {
    takes: 'open',
    key: 'id',
    says: { zh: '收发的编号', en: 'the id of the exchange' },
    example: 'id:',
  },
  after: {
    takes: 'time',
    end: 'after',
    says: { zh: '不早于：10:30、2026-11-27、30m 前', en: 'since: 10:30, 2026-11-27, 30m ago' },
    example: 'after:30m',
  },
  before: {
    takes: 'time',
    end: 'before',
    says: { zh: '早于：10:30、2026-11-27、2h 前', en: 'earlier than: 10:30, 2026-11-27, 2h ago' },
    example: 'before:10:30',
  },
  json: {
    takes: 'field',
    says: { zh: '消息里的字段：= 等于，~ 包含，> <', en: 'a field of the message: = is, ~ holds, > <' },
    example: 'json:Content~',
  },
}

/** Returns the row of a key, however it is written; undefined if there is no such key. */
export function findFilterKey(name: string): (FilterKey & { name: FilterKeyName }) | undefined {
  const found = filterKeyNames.find((one) => one === name.toLowerCase())
  return found && { ...FILTER_KEYS[found], name: found }
}
