import { describe, expect, it } from 'vitest'
import { createControlKeys } from '../../src-main/node/control-keys.ts'

const TOKEN = 'the-token-of-this-run'
const MINUTE = 60_000
const KEY = 'k'.repeat(32)

function createKeys() {
  let now = 0
  const keys = createControlKeys(TOKEN, { monotonic: () => now })
  return {
    ...keys,
    admit: (offered: string | undefined, isOwnUser = true) => keys.admit(offered, () => isOwnUser),
    wait: (ms: number) => void (now += ms),
  }
}

describe('a ticket', () => {
  it('is good once', () => {
    const { createTicket, admit } = createKeys()
    const ticket = createTicket()
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect([1, 2, 3].map(() => admit(`mpscope, ticket.${ticket}`))).toEqual([true, false, false])
  })

  it('is good for ten minutes, and each for its own', () => {
    const { createTicket, admit, wait } = createKeys()
    const first = createTicket()
    wait(9 * MINUTE)
    const second = createTicket()
    wait(MINUTE)
    expect(admit(`ticket.${first}`)).toBe(false)
    expect(admit(`ticket.${second}`)).toBe(true)
  })

  it('that a browser of ours was started with is for our own user, whoever reads it meanwhile', () => {
    const { createTicket, admit } = createKeys()
    const ticket = createTicket('own-user')
    expect(admit(`ticket.${ticket}`, false)).toBe(false)
    expect(admit(`ticket.${ticket}`, true)).toBe(true)
    expect(admit(`ticket.${createTicket()}`, false)).toBe(true)
  })

  it('is one of a few: the oldest gives way', () => {
    const { createTicket, admit } = createKeys()
    const tickets = Array.from({ length: 21 }, () => createTicket())
    expect(new Set(tickets).size).toBe(21)
    expect(tickets.map((ticket) => admit(`ticket.${ticket}`))).toEqual([
      false,
      ...tickets.slice(1).map(() => true),
    ])
  })

  it('is spent by whoever shows it, also together with what is good anyway', () => {
    const { createTicket, admit } = createKeys()
    const ticket = createTicket()
    expect(admit(`token.${TOKEN}, ticket.${ticket}`)).toBe(true)
    expect(admit(`ticket.${ticket}`)).toBe(false)
  })

  it('survives guesses', () => {
    const { createTicket, admit } = createKeys()
    const ticket = createTicket()
    for (const guess of ['', 'x', ticket.slice(1), `${ticket}x`, ticket.toLowerCase().toUpperCase()]) {
      expect(admit(`ticket.${guess}`)).toBe(false)
    }
    expect(admit(`ticket.${ticket}`)).toBe(true)
  })
})

describe('a key', () => {
  it.each([
    ['a ticket', (ticket: string) => `mpscope, ticket.${ticket}, key.${KEY}`],
    ['the token', () => `mpscope,token.${TOKEN},key.${KEY}`],
  ])('that came with %s is good by itself from then on', (_name, offer) => {
    const { createTicket, admit, wait } = createKeys()
    expect(admit(`mpscope, key.${KEY}`)).toBe(false)
    expect(admit(offer(createTicket()))).toBe(true)
    wait(1000 * MINUTE)
    expect([1, 2].map(() => admit(`mpscope, key.${KEY}`))).toEqual([true, true])
    expect(admit(`mpscope, key.${KEY}x`)).toBe(false)
  })

  it('that came with a ticket that is spent, or with nothing, is good for nothing', () => {
    const { createTicket, admit } = createKeys()
    const ticket = createTicket()
    admit(`ticket.${ticket}`)
    expect(admit(`ticket.${ticket}, key.${KEY}`)).toBe(false)
    expect(admit(`key.${KEY}`)).toBe(false)
  })

  it.each(['', 'short', 'x'.repeat(31), 'x'.repeat(65), `${'x'.repeat(31)}=`])(
    'that is too weak opens nothing: %j',
    (weak) => {
      const { createTicket, admit } = createKeys()
      expect(admit(`ticket.${createTicket()}, key.${weak}`)).toBe(true)
      expect(admit(`key.${weak}`)).toBe(false)
    },
  )

  it('is one of many: the oldest gives way', () => {
    const { admit } = createKeys()
    const made = Array.from({ length: 101 }, (_, i) => `${i}`.padStart(32, 'x'))
    for (const key of made) admit(`token.${TOKEN}, key.${key}`)
    expect(made.map((key) => admit(`key.${key}`)).filter((good) => !good)).toEqual([false])
    expect(admit(`key.${made.at(-1)}`)).toBe(true)
  })
})

describe('whatever is offered', () => {
  it.each([
    undefined,
    '',
    'mpscope',
    ',,,',
    'token',
    'token.',
    'ticket.',
    'key.',
    `token ${TOKEN}`,
    `TOKEN.${TOKEN}`,
    `x-token.${TOKEN}`,
    TOKEN,
  ])('%j opens nothing', (offered) => {
    expect(createKeys().admit(offered)).toBe(false)
  })
})
