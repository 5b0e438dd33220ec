import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serveChannel } from '../../src-core/channel.ts'
import type { Outcome } from '../../src-core/contract/client.ts'
import { createDispatch } from '../../src-core/dispatch.ts'
import type { Handlers } from '../../src-core/contract/command.ts'
import type { Commands } from '../../src-core/contract/commands.ts'

type AllHandlers = Handlers<Commands>

/*
 * Frames that anybody on the channel may send. Vitest itself fails on an unhandled rejection, which ended the process
 * once.
 */

interface Answer {
  i: string
  r: Outcome<unknown>
}

const SNAPSHOT = { drawn: 'for the first time' }
const handlers = { 'workbench.snapshot': () => SNAPSHOT } as unknown as AllHandlers

/** Sends the texts, one after the other, and waits until every possible answer has come. */
async function exchangeTexts(texts: string[], handled: AllHandlers = handlers) {
  const answers: Answer[] = []
  let closings = 0
  let receive = (_text: string): void => {}
  const served = { dispatch: createDispatch(handled, () => {}), subscribe: () => () => {} }
  serveChannel(
    {
      post: (text) => void answers.push(JSON.parse(text) as Answer),
      onMessage(listener) {
        receive = listener
      },
      onClose: () => {},
      close: () => void closings++,
    },
    served,
  )
  for (const text of texts) receive(text)
  await new Promise((resolve) => setImmediate(resolve))
  return { answers, closings }
}

const call = (name: unknown, input: unknown = {}, i: unknown = '1') =>
  JSON.stringify({ t: 'q', i, m: 'call', a: [name, input] })
const RIGHT = call('workbench.snapshot')

describe('a frame that is no call', () => {
  it.each([
    ['null', 'null'],
    ['a number', '1'],
    ['a word', '"q"'],
    ['true', 'true'],
    ['an empty list', '[]'],
    ['a list with the fields of a call', '["q","1","call",["workbench.snapshot",{}]]'],
    ['an empty object', '{}'],
    ['nothing', ''],
    ['no JSON', 'this is no message'],
    ['JSON with a mark before it', `\uFEFF${RIGHT}`],
    ['two calls in one', RIGHT + RIGHT],
    ['another kind', RIGHT.replace('"q"', '"x"')],
    ['a kind that is no text', RIGHT.replace('"q"', 'null')],
    ['an answer to what nobody asked', '{"t":"s","i":"1","r":null}'],
    ['an answer that fails', '{"t":"s","i":"1","e":{}}'],
    ['an answer without an id', '{"t":"s"}'],
    ['no function', '{"t":"q","i":"1","a":[]}'],
    ['another function', RIGHT.replace('"call"', '"events"')],
    ['what objects are born with', RIGHT.replace('"call"', '"constructor"')],
    ['a function that is a list', RIGHT.replace('"call"', '["call"]')],
    ['no arguments', '{"t":"q","i":"1","m":"call"}'],
    ['an empty list of arguments', '{"t":"q","i":"1","m":"call","a":[]}'],
    ['arguments that are an object', '{"t":"q","i":"1","m":"call","a":{"0":"workbench.snapshot"}}'],
    ['arguments that are a text', '{"t":"q","i":"1","m":"call","a":"workbench.snapshot"}'],
    ['an argument too many', '{"t":"q","i":"1","m":"call","a":["workbench.snapshot",{},{}]}'],
    ['no id', '{"t":"q","m":"call","a":["workbench.snapshot",{}]}'],
    ['an empty id', call('workbench.snapshot', {}, '')],
    ['an id that is a number', call('workbench.snapshot', {}, 1)],
    ['an id that is an object', call('workbench.snapshot', {}, {})],
    ['a long id', call('workbench.snapshot', {}, 'i'.repeat(65))],
    ['the fields in a prototype', `{"__proto__":${RIGHT}}`],
    ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'deep objects in the input',
      call('exchange.get', 0).replace('0', `${'{"a":'.repeat(50_000)}0${'}'.repeat(50_000)}`),
    ],
    ['an input of 40 levels', call('exchange.get', JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`))],
  ])('closes the wire: %s', async (_name, text) => {
    const { answers, closings } = await exchangeTexts([text, RIGHT])
    // Nothing that comes after it is answered either.
    expect({ answers, closings }).toEqual({ answers: [], closings: 1 })
  })

  it('closes the wire where two calls have one id, and neither gets the answer of the other', async () => {
    const waiting = { 'workbench.snapshot': () => new Promise(() => {}) } as unknown as AllHandlers
    expect(await exchangeTexts([RIGHT, RIGHT], waiting)).toEqual({ answers: [], closings: 1 })
  })

  it('closes the wire of a screen that asks without end', async () => {
    const waiting = { 'workbench.snapshot': () => new Promise(() => {}) } as unknown as AllHandlers
    const texts = Array.from({ length: 10_001 }, (_, i) => call('workbench.snapshot', {}, `${i}`))
    expect((await exchangeTexts(texts.slice(1), waiting)).closings).toBe(0)
    expect((await exchangeTexts(texts, waiting)).closings).toBe(1)
  })
})

describe('a call', () => {
  it('is answered under its id, which may be used again then', async () => {
    const { answers, closings } = await exchangeTexts([RIGHT, call('workbench.snapshot', {}, '2')])
    expect(answers).toEqual(['1', '2'].map((i) => ({ t: 's', i, r: { ok: true, value: SNAPSHOT } })))
    expect(closings).toBe(0)
  })

  it.each([
    ['an object', {}],
    ['an object that cannot be made a text', { toString: 1, valueOf: 1 }],
    ['a list of one name', ['workbench.snapshot']],
    ['a number', 7],
    ['null', null],
    ['nothing', undefined],
    ['a long text', 'x'.repeat(1_000_000)],
    ['what objects are born with', 'hasOwnProperty'],
  ])('of a command whose name is %s is refused in few words', async (_name, name) => {
    const { answers, closings } = await exchangeTexts([call(name)])
    expect(closings).toBe(0)
    expect(answers).toMatchObject([{ i: '1', r: { ok: false, error: { code: 'UNKNOWN_COMMAND' } } }])
    expect(JSON.stringify(answers).length).toBeLessThan(300)
  })

  it('that fails in a way of its own is still an answer', async () => {
    const failing = {
      'workbench.snapshot': () => {
        throw null
      },
    } as unknown as AllHandlers
    expect((await exchangeTexts([RIGHT], failing)).answers).toMatchObject([
      { r: { error: { code: 'INTERNAL' } } },
    ])
  })

  it('whose result no JSON can hold closes the wire', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const failing = { 'workbench.snapshot': () => circular } as unknown as AllHandlers
    expect((await exchangeTexts([RIGHT], failing)).closings).toBeGreaterThan(0)
  })
})

describe('whatever comes', () => {
  const names = fc.oneof(fc.constantFrom('t', 'i', 'm', 'a', 'o', 'r', 'e', '__proto__', 'then'), fc.string())
  const values = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>('q', 's', 'call', 'workbench.snapshot', '__proto__', null, true, -0, 1e308),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.double(),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(names, tie('any'), { maxKeys: 5 }),
    ),
  })).any
  const almostCalls = fc.record(
    {
      t: fc.oneof(fc.constant('q'), values),
      i: fc.oneof(fc.string(), values),
      m: fc.oneof(fc.constant('call'), values),
      a: fc.oneof(fc.tuple(values, values), values),
    },
    { requiredKeys: [] },
  )
  const texts = fc.oneof(
    values.map((value) => JSON.stringify(value)),
    almostCalls.map((value) => JSON.stringify(value)),
    fc
      .tuple(fc.nat(RIGHT.length), fc.string({ maxLength: 3 }))
      .map(([at, bit]) => RIGHT.slice(0, at) + bit + RIGHT.slice(at + 1)),
    fc.string({ unit: 'binary' }),
  )

  it('is answered with an outcome, or ends the wire', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { answers, closings } = await exchangeTexts([text])
        expect(answers.length + closings).toBe(1)
        for (const { r } of answers) expect(typeof r.ok).toBe('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})
