import { describe, expect, it } from 'vitest'
import type { AccountView } from '../../../../../src-core/contract/account.ts'
import { checkPublicUrl } from '../../../../../src-core/contract/field-check/addresses.ts'
import type { Milestone, MilestoneName } from '../../../../../src-core/contract/milestones.ts'
import { missingForConsole, readSteps } from '../../../../../src-renderer/screens/live/guide/guide-steps.ts'

const account: AccountView = {
  id: 'a',
  name: '订阅号',
  originalId: '',
  appId: '',
  mode: 'plaintext',
  path: '/wx',
  publicUrl: '',
  policy: { kind: 'fixed', reply: { type: 'success' } },
  rules: [],
  backends: [],
  fans: [],
  duplicates: 'again',
  keep: null,
  tunnel: null,
  milestones: {},
  secrets: { token: 'mark', aesKey: null, previousAesKey: null },
  notes: { token: [], aesKey: [], previousAesKey: [], publicUrl: [] },
}
const milestone = (name: MilestoneName): Milestone => ({ at: 1, exchange: name, durationMs: 2, url: null })
const reached = (...names: MilestoneName[]) =>
  Object.fromEntries(names.map((name) => [name, milestone(name)]))
const wrong = { code: 'x', severity: 'wrong', text: { zh: '', en: '' } } as const

/** Returns the account with the notes on its address that the workbench would send along. */
function withNotes(changed: AccountView): AccountView {
  return { ...changed, notes: { ...changed.notes, publicUrl: checkPublicUrl(changed.publicUrl, changed) } }
}

function doneOf(change: Partial<AccountView>): string[] {
  return readSteps(withNotes({ ...account, ...change }))
    .filter(({ done }) => done)
    .map(({ name }) => name)
}

describe('a step is done', () => {
  it.each<[by: string, change: Partial<AccountView>, done: string[]]>([
    ['nothing', {}, []],
    ['a test message', { milestones: reached('test') }, ['local']],
    ['a public address', { publicUrl: 'https://example.com/wx' }, ['tunnel']],
    ['no address that WeChat cannot reach', { publicUrl: 'http://127.0.0.1/wx' }, []],
    ['no address that lacks the path', { publicUrl: 'https://example.com' }, []],
    ['a request from outside', { milestones: reached('tunnel') }, ['tunnel']],
    ['a verification', { milestones: reached('tunnel', 'verification') }, ['tunnel', 'console', 'verify']],
    [
      'a message, without a verification that was seen',
      { milestones: reached('tunnel', 'message') },
      ['local', 'tunnel', 'console', 'verify', 'message'],
    ],
  ])('by %s', (_, change, done) => {
    expect(doneOf(change)).toEqual(done)
  })

  it('with the exchange that shows it', () => {
    const steps = readSteps({ ...account, milestones: reached('test', 'tunnel', 'verification', 'message') })
    expect(steps.map(({ by }) => by?.exchange)).toEqual([
      'test',
      'tunnel',
      'verification',
      'verification',
      'message',
    ])
  })
})

describe('the console cannot be filled in', () => {
  const ready: Partial<AccountView> = { publicUrl: 'https://example.com/wx' }
  it.each<[without: string, change: Partial<AccountView>, missing: string[]]>([
    ['anything, when all is there', ready, []],
    ['an address', {}, ['publicUrl']],
    ['a token', { ...ready, secrets: { ...account.secrets, token: null } }, ['token']],
    ['a token that can be right', { ...ready, notes: { ...account.notes, token: [wrong] } }, ['token']],
    ['a key in the safe mode', { ...ready, mode: 'safe' }, ['aesKey']],
    ['a key in the compatible mode', { ...ready, mode: 'compatible' }, ['aesKey']],
    [
      'a key that can be right',
      {
        ...ready,
        mode: 'safe',
        secrets: { ...account.secrets, aesKey: 'mark' },
        notes: { ...account.notes, aesKey: [wrong] },
      },
      ['aesKey'],
    ],
    ['but with an odd address it can', { publicUrl: 'https://example.com' }, []],
    [
      'but with an odd token it can',
      { ...ready, notes: { ...account.notes, token: [{ ...wrong, severity: 'unusual' }] } },
      [],
    ],
  ])('without %s', (_, change, missing) => {
    expect(missingForConsole(withNotes({ ...account, ...change }))).toEqual(missing)
  })
})
