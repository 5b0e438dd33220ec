import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { PlayedStep } from '../../../src-core/contract/rehearsal.ts'
import { BUILT_IN } from '../../../src-core/rehearsal/built-in.ts'
import { rehearseCollection } from '../../../src-core/rehearsal/collection.ts'
import { playSteps } from '../../../src-core/rehearsal/play.ts'
import { createStepSender } from '../../../src-core/rehearsal/send-step.ts'
import type { RehearsalRow } from '../../../src-core/rehearsal/step.ts'
import { createTimedSending } from '../sender/answers-in-time.ts'
import type { TimedAnswer } from '../sender/answers-in-time.ts'

const FAN = 'oFanOfTheRehearsal000000000001'

/** Plays a rehearsal against the other side that answers so, and lets a minute pass. */
async function play(row: RehearsalRow, answers: (TimedAnswer | 'never')[], stopAfter = Infinity) {
  const world = createTimedSending(answers)
  const stopping = new AbortController()
  const told: PlayedStep[] = []
  const exchanges: Exchange[] = []
  const push = { url: 'http://backend.test/wx', token: 'token12345' }
  const playing = playSteps(world.sending, row.steps, {
    fan: FAN,
    originalId: '',
    keys: undefined,
    signal: stopping.signal,
    send: createStepSender(world.sending, push, stopping.signal, (one) => exchanges.push(one)),
    progressed(step) {
      told.push(step)
      if (told.length >= stopAfter) stopping.abort()
    },
  })
  await world.pass(60_000)
  return {
    ...(await playing),
    told,
    exchanges,
    bodies: world.sent.map(({ request }) => bodyOf(request.body)),
  }
}

const bodyOf = (body: Uint8Array) => Buffer.from(body).toString()
const builtIn = (id: string) => BUILT_IN.find((one) => one.id === id)!
const reply = (content: string, to = FAN, from = 'gh_mpscope00001') =>
  `<xml><ToUserName>${to}</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>${content}</Content></xml>`
const ok = (body: string, afterMs = 0): TimedAnswer => ({ status: 200, body, afterMs })

describe('a slow backend', () => {
  it('is told on which delivery and after how long the user gets what', async () => {
    const { steps } = await play(builtIn('slow'), ['never', 'never', ok(reply('秋天'), 2300)])
    expect(steps).toMatchObject([
      {
        state: 'met',
        came: {
          zh: '第 3 次推送，第 12.3 秒：用户收到文本「秋天」',
          en: 'delivery 3, after 12.3 s: the user gets the text “秋天”',
        },
        outcome: { kind: 'shown' },
      },
    ])
    expect(steps[0]!.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  })

  it('fails if the third delivery times out as well', async () => {
    const { steps } = await play(builtIn('slow'), ['never'])
    expect(steps).toMatchObject([{ state: 'unmet', outcome: { kind: 'retried', isLast: true } }])
    expect(steps[0]!.findings.map(({ code }) => code)).toContain('reply.too-late')
  })

  it('may answer success: what it sends later goes to WeChat, and is not seen', async () => {
    expect((await play(builtIn('slow'), [ok('success')])).steps).toMatchObject([{ state: 'seen' }])
  })
})

describe('the release test', () => {
  const TEST_ACCOUNT = 'gh_3c884a361561'
  const text = (content: string) => ok(reply(content, FAN, TEST_ACCOUNT))

  it('sends the texts and the event to the test account, all of one user', async () => {
    const { bodies } = await play(builtIn('release'), [ok('')])
    expect(bodies).toHaveLength(3)
    for (const body of bodies) {
      expect(body).toContain(`<ToUserName><![CDATA[${TEST_ACCOUNT}]]></ToUserName>`)
      expect(body).toContain(`<FromUserName><![CDATA[${FAN}]]></FromUserName>`)
    }
    expect(bodies[0]).toContain('<Content><![CDATA[TESTCOMPONENT_MSG_TYPE_TEXT]]></Content>')
    expect(bodies[1]).toMatch(/<Content><!\[CDATA\[QUERY_AUTH_CODE:[^\]]+\]\]><\/Content>/)
    expect(bodies[2]).toContain('<Event><![CDATA[LOCATION]]></Event>')
  })

  it.each<[name: string, answers: TimedAnswer[], states: string[]]>([
    [
      'passes who answers all to the letter',
      [text('TESTCOMPONENT_MSG_TYPE_TEXT_callback'), ok(''), text('LOCATIONfrom_callback')],
      ['met', 'met', 'met'],
    ],
    [
      'fails another text, and a text for the code',
      [text('TESTCOMPONENT_MSG_TYPE_TEXT_CALLBACK'), text('code_from_api'), ok('success')],
      ['unmet', 'unmet', 'seen'],
    ],
    [
      'leaves open what the page does not say',
      [text('TESTCOMPONENT_MSG_TYPE_TEXT_callback'), ok('success'), text('你好')],
      ['met', 'seen', 'seen'],
    ],
  ])('%s', async (_name, answers, states) => {
    const { steps } = await play(builtIn('release'), answers)
    expect(steps.map(({ state }) => state)).toEqual(states)
  })

  it('fails a right text that needs a second delivery', async () => {
    const late = [{ status: 500 }, text('TESTCOMPONENT_MSG_TYPE_TEXT_callback'), ok('')]
    expect((await play(builtIn('release'), late)).steps[0]).toMatchObject({ state: 'unmet' })
  })
})

describe('subscriptions', () => {
  it('bring the scene with qrscene_ first and bare afterwards, with the same ticket', async () => {
    const { bodies } = await play(builtIn('first'), [ok('success')])
    const scenes = bodies.map((body) => /<EventKey><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1])
    expect(scenes[0]).toBe(`qrscene_${scenes[1]}`)
    const [first, second] = bodies.map((body) => /<Ticket><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1])
    expect(first).toBe(second)
  })

  it('have a finding, and no fault, where a reply has no effect', async () => {
    const { steps } = await play(builtIn('leave'), [ok(reply('再见'))])
    expect(steps[0]).toMatchObject({ state: 'met', outcome: { kind: 'nothing', why: 'no-effect' } })
    expect(steps[0]!.findings.map(({ code }) => code)).toContain('reply.no-effect')
    expect(steps[1]).toMatchObject({ state: 'met', outcome: { kind: 'shown' } })
  })
})

describe('a collection', () => {
  const own = (text: string) => rehearseCollection('自己的', [{ name: '一', text }])

  it('has its sender, CreateTime and MsgId made new, each message another', async () => {
    const message =
      '<xml><FromUserName><![CDATA[oOld]]></FromUserName><CreateTime>1</CreateTime><MsgId>23456789012345678</MsgId><MsgType>text</MsgType></xml>'
    const row = rehearseCollection(
      '自己的',
      ['一', '二'].map((name) => ({ name, text: message })),
    )
    const { bodies } = await play(row, [ok('success')])
    expect(bodies[0]).toContain(`<FromUserName><![CDATA[${FAN}]]></FromUserName>`)
    expect(bodies.join('')).not.toContain('oOld')
    expect(bodies.join('')).not.toContain('<CreateTime>1</CreateTime>')
    const ids = bodies.map((body) => /<MsgId>(\d+)/.exec(body)?.[1])
    expect(new Set(ids).size).toBe(2)
  })

  it('says nothing of the user where a message cannot be read, and does not call it refused', async () => {
    const { steps } = await play(own('<xml><broken'), [ok('success')])
    expect(steps).toMatchObject([
      {
        state: 'met',
        outcome: null,
        came: { en: expect.stringContaining('what the user sees is not known') },
      },
    ])
  })

  it.each([
    '{"FromUserName":"oOld","CreateTime":1,"MsgType":"event"}',
    '<xml><CreateTime>1</CreateTime><InfoType>component_verify_ticket</InfoType></xml>',
    'no message at all',
  ])('sends %s as it is', async (text) => {
    expect((await play(own(text), [ok('success')])).bodies).toEqual([text])
  })
})

it('is over when it is stopped, with what it has so far', async () => {
  const { steps, ended, bodies } = await play(builtIn('first'), [ok('success')], 2)
  expect(ended).toBe('stopped')
  expect(steps).toHaveLength(2)
  expect(bodies).toHaveLength(2)
})
