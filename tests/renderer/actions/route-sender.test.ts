import { expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { AccountsDesk, LiveDesk } from '../../../src-renderer/actions/kind/desk.ts'
import { routeSender } from '../../../src-renderer/actions/live/route-sender.ts'
import { emptyDesk } from './desk.ts'

/** A desk on which this much of an exchange is selected. */
function deskWith(exchange: Pick<Partial<Exchange>, 'account' | 'message'> | null) {
  const chosen: string[] = []
  return {
    ...emptyDesk(),
    live: { exchange } as LiveDesk,
    accounts: { choose: (id: string) => void chosen.push(id) } as AccountsDesk,
    chosen,
  }
}

const message = { from: 'oia2TjuEGTNoeX76QEjQNrcURxG8' } as Exchange['message']

it('a sender is routed by a backend of the account that the message came to', () => {
  const desk = deskWith({ account: 'second', message })
  expect(routeSender.applies(desk)).toBe(true)
  void routeSender.perform(desk)
  expect([desk.chosen, desk.panel]).toEqual([['second'], 'backends'])
})

it.each([
  ['no row', null],
  ['a verification', { account: 'first', message: null }],
  ['a message without a sender', { account: 'first', message: { from: null } as Exchange['message'] }],
])('there is nobody to route for %s', (_name, exchange) => {
  expect(routeSender.applies(deskWith(exchange))).toBe(false)
})
