import type { BurstMessage, BurstPlan } from '../contract/burst.ts'
import type { Mode } from '../contract/exchange.ts'
import { REPLY_DEADLINE_MS } from '../contract/limits.ts'
import { WECHAT_USER_AGENT } from '../wechat/user-agent.ts'
import type { MessageField } from '../wechat/message-field.ts'
import { LOCUST_IMPORTS, LOCUST_PROGRAM } from './locust-program.ts'
import { writeMessage } from '../xml/write/message.ts'
import { fanOpenId } from './fans.ts'

/** What each message has of its own stands in the file as these marks. */
const MARKS = { from: '@FromUserName@', time: '@CreateTime@', id: '@MsgId@' }

/** To whom the messages of a locustfile go, without token and key. */
export interface LocustTarget {
  /** The registered URL; a query of its own is kept. */
  url: string
  mode: Mode
  /** Stands in what is encrypted; `''` in plaintext mode. */
  appId: string
  /** The account's `gh_…`. */
  originalId: string
}

/**
 * Returns a locustfile for Locust 2 and Python 3.9 that pushes the burst as WeChat would; its `concurrency` is over all
 * machines. It needs `cryptography` in
 * the encrypted modes and nothing else besides. Token and key come from the environment and are never in it.
 * `createFields` draws a message, as `createSampleFields` does; it is called once a kind.
 */
export function writeLocustfile(
  { messages, concurrency, fans, deliveries, mix }: BurstPlan,
  { url, mode, appId, originalId }: LocustTarget,
  createFields: (message: BurstMessage) => MessageField[],
): string {
  const kinds = mix.map((message) => {
    const set = Object.fromEntries(
      createFields(message).flatMap(({ name }) => {
        if (name === 'FromUserName') return [[name, MARKS.from]]
        if (name === 'CreateTime') return [[name, MARKS.time]]
        return name === 'MsgId' ? [[name, MARKS.id]] : []
      }),
    )
    const fields = createFields({ ...message, set: { ...message.set, ...set } })
    const lines = writeMessage(fields, { layout: 'pushed' }).match(/[^\n]*\n|[^\n]+$/g) ?? []
    const name = message.event ?? message.type
    return [
      `    (${message.weight}, ${toPython(name)}, (`,
      ...lines.map((line) => `        ${toPython(line)}`),
      '    )),',
    ].join('\n')
  })
  const values = [
    `URL = ${toPython(url)}`,
    `MODE = ${toPython(mode)}`,
    `APP_ID = ${toPython(appId)}`,
    `ORIGINAL_ID = ${toPython(originalId)}`,
    `MESSAGES = ${messages}`,
    `FANS = ${fans}`,
    `DELIVERIES = ${deliveries}`,
    `DEADLINE = ${REPLY_DEADLINE_MS / 1000}  # seconds, as WeChat waits`,
    `USER_AGENT = ${toPython(WECHAT_USER_AGENT)}`,
    `FAN = ${toPython(fanOpenId(0).replace(/0+$/, ''))}`,
    `FAN_LENGTH = ${fanOpenId(0).length}`,
    '# Weight, name, and the message as it is pushed.',
    'MIX = [',
    ...kinds,
    ']',
  ]
  return [describe(mode, concurrency), LOCUST_IMPORTS, ...values, '', LOCUST_PROGRAM].join('\n')
}

/** JSON's escapes mean the same in Python. */
function toPython(text: string): string {
  return JSON.stringify(text)
}

function describe(mode: Mode, concurrency: number): string {
  const key = mode === 'plaintext' ? '' : ' MPSCOPE_AES_KEY=...'
  const headless = `--headless -u ${concurrency} -r ${concurrency}`
  return `"""Pushes messages to a server as WeChat would. Written by mpscope.

One machine:
    MPSCOPE_TOKEN=...${key} locust -f locustfile.py ${headless}
Several (token and key are needed by the workers):
    locust -f locustfile.py --master --expect-workers 2 ${headless}
    MPSCOPE_TOKEN=...${key} locust -f locustfile.py --worker --master-host HOST
It ends by itself after the last message.
"""`
}
