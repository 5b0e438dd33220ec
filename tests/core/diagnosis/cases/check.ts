import type { Finding } from '../../../../src-core/contract/exchange.ts'
import { createGoodBackend } from '../../check-up/good-backend.ts'
import type { Read } from '../../check-up/good-backend.ts'
import { check, SAFE } from '../../check-up/scripted.ts'
import type { Scripted } from '../../check-up/scripted.ts'
import type { FindingCase } from './finding-case.ts'

type Options = Parameters<typeof check>[1]

const found = async (backend: Scripted, id: string, options: Options = {}): Promise<Finding[]> =>
  (await check(backend, { only: [id], ...options })).results.flatMap(({ findings }) => findings)

const good = (id: string, options?: Options) => found(createGoodBackend(), id, options)

/** Replies to each verification with the echostr of the one before. */
function createCache(): Scripted {
  let kept = ''
  return createGoodBackend({ verify: (echostr) => (kept ||= echostr) })
}

const careless = createGoodBackend({ isGenuine: () => true })

/** Replies to a message only if `key` has not come before. */
function createDeduplicating(keyOf: (read: Read) => string): Scripted {
  const seen = new Set<string>()
  return createGoodBackend({
    handle: (read) => {
      if (seen.has(keyOf(read))) return 'success'
      seen.add(keyOf(read))
      return read.reply('收到')
    },
  })
}

/** Ends at the first message with something in it. */
function createMortal(deadly: string): Scripted {
  let isDead = false
  const backend = createGoodBackend()
  return (request, query) => {
    if (isDead) return null
    isDead = Buffer.from(request.body).includes(deadly)
    return isDead ? null : backend(request, query)
  }
}

/** Ends at each message with something in it, and is started again at once. */
function createRestarted(deadly: string): Scripted {
  const backend = createGoodBackend()
  return (request, query) => (Buffer.from(request.body).includes(deadly) ? null : backend(request, query))
}

/** Hangs up on whoever has no right signature, as one that dies of its own refusal does. */
const frail: Scripted = async (request, query) => {
  const answer = await createGoodBackend()(request, query)
  return typeof answer === 'object' && answer?.status === 401 ? null : answer
}

/** Fetches what a DTD names. */
function createFetching() {
  const hits: string[] = []
  const backend = createGoodBackend({ isGenuine: () => true, handle: () => 'success' })
  const fetching: Scripted = (request, query) => {
    const named = /SYSTEM "http:\/\/127\.0\.0\.1:9([^"]+)"/.exec(Buffer.from(request.body).toString())
    if (named) hits.push(named[1]!)
    return backend(request, query)
  }
  return found(fetching, 'hostile.external-entity', { fetchBait: () => hits })
}

/** Expands the entity of a DTD. */
const expanding = createGoodBackend({ handle: ({ reply }) => reply('你好') })
const expand: Scripted = (request, query) => {
  const text = Buffer.from(request.body).toString()
  const value = /<!ENTITY m "([^"]+)">/.exec(text)?.[1]
  if (value === undefined) return expanding(request, query)
  const message = text.replace(/^.*?\]>/s, '')
  const read = createGoodBackend({ handle: ({ reply }) => reply(value) })
  return read({ ...request, body: Buffer.from(message) }, query)
}

const refusingTypes = (allowed: RegExp) =>
  createGoodBackend({
    handle: ({ field }) => (allowed.test(field('MsgType')) ? 'success' : { status: 500, body: 'KeyError' }),
  })

export const CHECK_CASES: FindingCase[] = [
  {
    code: 'check.forged-taken',
    name: 'a wrong signature',
    seen: () => found(careless, 'forgery.wrong'),
    near: () => good('forgery.wrong'),
  },
  {
    code: 'check.forged-taken',
    name: 'success to a wrong signature',
    seen: () =>
      found(createGoodBackend({ isGenuine: () => true, handle: () => 'success' }), 'forgery.acknowledged'),
    near: () => found(() => '', 'forgery.acknowledged'),
  },
  {
    code: 'check.replay-taken',
    name: 'a signature of two hours ago',
    seen: () => good('forgery.old'),
    near: () =>
      found(
        createGoodBackend({ isGenuine: (query) => Number(query.get('timestamp')) > 1_764_000_000 - 300 }),
        'forgery.old',
      ),
  },
  {
    code: 'check.dead-afterwards',
    name: 'deep XML ends the process',
    seen: () => found(createMortal('<a><a><a>'), 'hostile.depth'),
    near: () => found(createMortal('never'), 'hostile.depth'),
  },
  {
    code: 'check.broken-off',
    name: 'deep XML ends a process that is started again',
    seen: () => found(createRestarted('<a><a><a>'), 'hostile.depth'),
    near: () => found(createRestarted('<a><a><a>'), 'hostile.elements'),
  },
  {
    code: 'check.broken-off',
    name: 'a forged message ends the process',
    seen: () => found(frail, 'forgery.wrong'),
    near: () => good('forgery.wrong'),
  },
  {
    code: 'check.external-entity',
    name: 'the address in a DTD is fetched',
    seen: createFetching,
    near: () => good('hostile.external-entity'),
  },
  {
    code: 'check.entity-expanded',
    name: 'the reply has the text of the entity',
    seen: () => found(expand, 'hostile.entity'),
    near: () => found(expanding, 'hostile.entity'),
  },
  {
    code: 'check.taken-for-repeat',
    name: 'MsgId as a double',
    seen: () =>
      found(
        createDeduplicating(({ field }) => String(Number(field('MsgId')))),
        'text.close-ids',
      ),
    near: () =>
      found(
        createDeduplicating(({ field }) => field('MsgId')),
        'text.close-ids',
      ),
  },
  {
    code: 'check.mixed-up',
    name: 'a verification gets the echostr of another',
    seen: () => found(createCache(), 'verification.at-once'),
    near: () => good('verification.at-once'),
  },
  {
    code: 'check.unknown-type',
    name: 'an exception',
    seen: () => found(refusingTypes(/^text$/), 'text.unknown-type'),
    near: () => found(refusingTypes(/./), 'text.unknown-type'),
  },
  {
    code: 'check.padding',
    name: 'a library that pads to 16 bytes',
    seen: () => found(createGoodBackend({ paddingMost: 16 }), 'encryption.padding-high', { target: SAFE }),
    near: () => found(createGoodBackend({ paddingMost: 16 }), 'encryption.padding-low', { target: SAFE }),
  },
  {
    code: 'check.slow',
    name: 'four seconds each',
    seen: () =>
      found(
        createGoodBackend({ handle: ({ reply }) => ({ body: reply('你好'), durationMs: 4000 }) }),
        'time.late',
      ),
    near: () =>
      found(
        createGoodBackend({ handle: ({ reply }) => ({ body: reply('你好'), durationMs: 2900 }) }),
        'time.late',
      ),
  },
]
