import type { Bilingual } from '../../contract/text.ts'
import { createDifferentReplies } from '../../diagnosis/delivery/retries.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { createMixedUp, createSlow, createTakenForRepeat } from '../kit/findings.ts'
import { describeAll, endAllGenuine, endGenuine } from '../kit/judge.ts'
import { withoutTime } from '../kit/returned.ts'
import type { Returned, Talk } from '../kit/talk.ts'

/** Above this many milliseconds a reply is slow: WeChat hangs up at 5,000, the way included. */
const SLOW_MS = 3000

/** So many users write at once. */
const CONCURRENT = 50

const DEDUPE: Bilingual = {
  zh: '消息按 FromUserName + MsgId 排重，事件按 FromUserName + CreateTime + Event + EventKey；重复的返回 success 或同样的回复。',
  en: 'Deduplicate messages by FromUserName + MsgId, events by FromUserName + CreateTime + Event + EventKey; return success or the same reply to a repetition.',
}

const paced = (pieces: number, pauseMs: number) => async (talk: Talk) =>
  endGenuine(
    await talk.push(talk.write('text'), { change: (request) => ({ ...request, pace: { pieces, pauseMs } }) }),
  )

/** Delivers one message three times, as WeChat does while it gets no reply. */
async function deliverThrice(talk: Talk, type: string, event: string | null) {
  const message = talk.write(type, event)
  const all = []
  for (let attempt = 1; attempt <= 3; attempt++) all.push(await talk.push(message, { attempt }))
  return endAllGenuine(all, findDifferent(all))
}

function findDifferent(all: readonly Returned[]) {
  const replies = new Set(all.map(({ reply }) => withoutTime(reply)).filter((text) => text !== null))
  return replies.size > 1 ? [createDifferentReplies(1)] : []
}

/** Sends two messages that are no repetition of each other. */
async function tellApart(
  all: readonly [Returned, Returned],
  what: Bilingual,
  fix: Bilingual,
): ReturnType<CaseRow['act']> {
  const [first, second] = all
  const isLost = first.reply.kind === 'message' && second.reply.kind === 'acknowledged'
  if (!isLost) return endAllGenuine(all)
  return { came: describeAll(all), findings: [createTakenForRepeat(what, fix)] }
}

export const TIME_CHECKS: CaseRow[] = createGroup('time', [
  {
    id: 'pieces',
    level: 'required',
    title: { zh: '请求体分两段到达', en: 'A body in two pieces' },
    sent: { zh: '一条文本消息，两段之间隔 50 毫秒', en: 'a text in two pieces, 50 ms apart' },
    why: {
      zh: '网络和隧道会把请求体拆开；只读第一段的代码得到半条消息。',
      en: 'Networks and tunnels split bodies; code that reads the first piece only has half a message.',
    },
    fix: { zh: '读到请求体结束再解析。', en: 'Read the body to its end before you parse it.' },
    act: paced(2, 50),
  },
  {
    id: 'slow-client',
    level: 'advice',
    title: { zh: '很慢的请求', en: 'A slow request' },
    sent: { zh: '一条文本消息，分 8 段，约 2 秒发完', en: 'a text in 8 pieces, over about 2 s' },
    why: {
      zh: '网络拥塞时请求体到得慢；读请求体的时限太短，消息就丢了。',
      en: 'On a congested network a body comes slowly; with too short a limit the message is lost.',
    },
    fix: {
      zh: '读请求体的时限放宽到 5 秒以上。',
      en: 'Allow more than 5 s for a body to come.',
    },
    act: paced(8, 280),
  },
  {
    id: 'thrice',
    level: 'advice',
    title: { zh: '同一条消息推送三次', en: 'One message, delivered three times' },
    sent: { zh: '同一个 MsgId 推送三次', en: 'three deliveries with one MsgId' },
    why: {
      zh: '没有及时回复时微信会重推；每次都当新消息处理，扣款、发券会重复。',
      en: 'WeChat repeats what got no reply in time; handled as new each time, charges and coupons are doubled.',
    },
    fix: DEDUPE,
    act: (talk) => deliverThrice(talk, 'text', null),
  },
  {
    id: 'event-thrice',
    level: 'advice',
    title: { zh: '同一个事件推送三次', en: 'One event, delivered three times' },
    sent: { zh: '同一个 CLICK 事件推送三次', en: 'three deliveries of one CLICK' },
    why: {
      zh: '事件没有 MsgId，要用别的字段排重。',
      en: 'Events have no MsgId; other fields tell them apart.',
    },
    fix: DEDUPE,
    act: (talk) => deliverThrice(talk, 'event', 'CLICK'),
  },
  {
    id: 'twice-at-once',
    level: 'required',
    title: { zh: '同一条消息同时到两次', en: 'One message, twice at once' },
    sent: { zh: '同一个 MsgId 同时推送两次', en: 'two deliveries with one MsgId at the same time' },
    why: {
      zh: '重推的和迟到的会碰在一起；唯一索引冲突之类的异常会变成 500，用户看到故障提示。',
      en: 'A retry and a late delivery can meet; a violated unique index becomes a 500, and the user sees the fault prompt.',
    },
    fix: {
      zh: '排重要能承受并发：冲突时返回 success，不要抛出异常。',
      en: 'Make deduplication safe for two at once: return success where they clash, and throw nothing.',
    },
    async act(talk) {
      const message = talk.write('text')
      return endAllGenuine(await Promise.all([talk.push(message), talk.push(message, { attempt: 2 })]))
    },
  },
  {
    id: 'one-id-two-users',
    level: 'advice',
    title: { zh: '两个用户的 MsgId 相同', en: 'Two users with one MsgId' },
    sent: { zh: '两个用户各发一条消息，MsgId 相同', en: 'a text of two users with the same MsgId' },
    why: {
      zh: '有人遇到过；只用 MsgId 排重，第二个用户得不到回复。',
      en: 'It is on record; deduplicated by MsgId alone, the second user gets no reply.',
    },
    fix: DEDUPE,
    async act(talk) {
      const MsgId = talk.createMsgId()
      const push = (FromUserName: string) => talk.push(talk.write('text', null, { MsgId, FromUserName }))
      return tellApart(
        [await push(talk.user), await push(`${talk.user.slice(0, -1)}b`)],
        { zh: '两个用户的消息 MsgId 相同', en: 'Messages of two users had one MsgId' },
        DEDUPE,
      )
    },
  },
  {
    id: 'same-second',
    level: 'advice',
    title: { zh: '同一秒的两个事件', en: 'Two events of one second' },
    sent: {
      zh: '同一用户同一秒的两个 CLICK，EventKey 不同',
      en: 'two CLICKs of one user and second with different EventKeys',
    },
    why: {
      zh: '只用 FromUserName + CreateTime 排重，第二个事件得不到回复。',
      en: 'Deduplicated by FromUserName + CreateTime alone, the second event gets no reply.',
    },
    fix: DEDUPE,
    async act(talk) {
      const CreateTime = String(Math.floor(talk.now() / 1000))
      const push = (EventKey: string) => talk.push(talk.write('event', 'CLICK', { CreateTime, EventKey }))
      return tellApart(
        [await push('MPSCOPE_A'), await push('MPSCOPE_B')],
        { zh: '同一秒的两个事件 EventKey 不同', en: 'Two events of one second had different EventKeys' },
        DEDUPE,
      )
    },
  },
  {
    id: 'concurrent',
    level: 'required',
    title: { zh: `${CONCURRENT} 个用户同时发消息`, en: `${CONCURRENT} users at once` },
    sent: {
      zh: `${CONCURRENT} 个用户同时各发一条文本`,
      en: `a text of each of ${CONCURRENT} users at the same time`,
    },
    why: {
      zh: '共用变量的代码会把一个用户的内容发给另一个用户；处理不过来就超时。',
      en: 'Code that shares variables sends one user what is another’s; where it cannot keep up, WeChat hangs up.',
    },
    fix: {
      zh: '当前消息不要放在全局变量里；慢的工作放到后台。',
      en: 'Keep the current message in no global; put slow work into the background.',
    },
    async act(talk) {
      const users = Array.from(
        { length: CONCURRENT },
        (_, index) => `${talk.user.slice(0, -3)}c${String(index).padStart(2, '0')}`,
      )
      const all = await Promise.all(
        users.map((user) => talk.push(talk.write('text', null, { FromUserName: user, Content: user }))),
      )
      const isMixed = all.some(
        ({ reply }, index) =>
          reply.kind === 'message' && reply.to !== users[index] && users.includes(reply.to),
      )
      if (!isMixed) return endAllGenuine(all)
      const finding = createMixedUp({
        zh: '同时发来的消息，回复写着另一个用户的 OpenID',
        en: 'Of messages at the same time, one got a reply that is addressed to another user',
      })
      return { came: describeAll(all), findings: [finding] }
    },
  },
  {
    id: 'late',
    level: 'advice',
    title: { zh: '回复够快', en: 'Fast enough' },
    sent: {
      zh: '五条文本；和前面所有消息的用时一起算',
      en: 'five texts, judged with the times of all messages before',
    },
    why: {
      zh: '微信只等五秒，其中还有路上的时间。',
      en: 'WeChat waits five seconds, the way included.',
    },
    fix: {
      zh: '先回 success，做完再用客服消息接口回复。',
      en: 'Reply success first, and later by the customer-service API.',
    },
    async act(talk) {
      const all = []
      for (let count = 0; count < 5; count++) all.push(await talk.push(talk.write('text')))
      const sorted = talk.durations.toSorted((a, b) => a - b)
      const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
      return endAllGenuine(all, p95 > SLOW_MS ? [createSlow(p95, sorted.length)] : [])
    },
  },
])
