import { describe, expect, it } from 'vitest'
import { writeLocustfile } from '../../../src-core/burst/locustfile.ts'
import type { LocustTarget } from '../../../src-core/burst/locustfile.ts'
import type { BurstPlan } from '../../../src-core/contract/burst.ts'
import { fanOpenId } from '../../../src-core/burst/fans.ts'
import { createSampleFields } from '../../../src-core/sender/sample-fields.ts'

const ports = {
  clock: { now: () => 1714036504000, monotonic: () => 0, after: () => () => {} },
  randomBytes: (length: number) => new Uint8Array(length),
}

const PLAN: BurstPlan = {
  messages: 10_000,
  concurrency: 200,
  fans: 500,
  deliveries: 3,
  mix: [{ weight: 1, type: 'text' }],
}
const PLAIN: LocustTarget = {
  url: 'http://127.0.0.1:8080/wx',
  mode: 'plaintext',
  appId: '',
  originalId: 'gh_0',
}

function write(mix = PLAN.mix, target = PLAIN): string {
  return writeLocustfile({ ...PLAN, mix }, target, (message) =>
    createSampleFields(ports, target.originalId, message),
  )
}

/** How the file behaves under a real Locust is shown by `npm run test:distributed`. */
describe('the locustfile of a burst', () => {
  it('holds the plan', () => {
    const file = write()
    for (const line of ['MESSAGES = 10000', 'FANS = 500', 'DELIVERIES = 3', 'MODE = "plaintext"', '-u 200'])
      expect(file).toContain(line)
  })

  it('keeps every character of a message, as Python reads it', () => {
    const file = write([{ weight: 1, type: 'text', set: { Content: 'a"\\n\n"""{x}😀' } }])
    expect(file).toContain(String.raw`<Content><![CDATA[a\"\\n\n"`)
    expect(file).toContain(String.raw`\"\"\"{x}😀`)
  })

  it('gives each message a sender, a time and a MsgId of its own where it has one', () => {
    const file = write([
      { weight: 3, type: 'text' },
      { weight: 1, type: 'event', event: 'subscribe' },
    ])
    const [text = '', event = ''] = file.split('MIX = [')[1]!.split('    (1, "subscribe"')
    expect(text).toContain('<MsgId>@MsgId@</MsgId>')
    expect(text).toContain('<FromUserName><![CDATA[@FromUserName@]]>')
    expect(event.split('\n]')[0]).not.toContain('MsgId')
    expect(event).toContain('<CreateTime>@CreateTime@</CreateTime>')
  })

  it('reads token and key from the environment', () => {
    const file = write(PLAN.mix, { ...PLAIN, mode: 'safe', appId: 'wx0' })
    expect(file).toContain('os.environ.get("MPSCOPE_TOKEN", "")')
    expect(file).toContain('MPSCOPE_TOKEN=... MPSCOPE_AES_KEY=... locust')
    expect(write()).not.toContain('MPSCOPE_AES_KEY=...')
  })

  it('makes OpenIDs of one length', () => {
    expect(fanOpenId(0)).toHaveLength(28)
    expect(fanOpenId(19_999)).toHaveLength(28)
  })
})
