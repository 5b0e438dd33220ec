import { expect, it } from 'vitest'
import { createFirstAccount } from '../../../src-core/settings/accounts.ts'
import { createAccountView } from '../../../src-core/settings/account-view.ts'

const account = createFirstAccount((length) => new Uint8Array(length))
const view = createAccountView(new Uint8Array(32))

it.each([
  ['', []],
  ['https://example.com/wx', []],
  ['https://example.com', ['no-path']],
  ['http://192.168.1.4/wx', ['private']],
])('a view says what is odd about the public address %j', (publicUrl, codes) => {
  expect(view({ ...account, publicUrl }).notes.publicUrl.map(({ code }) => code)).toEqual(codes)
})
