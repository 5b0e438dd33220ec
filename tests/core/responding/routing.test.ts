import { describe, expect, it } from 'vitest'
import type { AnswerPolicy, Backend } from '../../../src-core/contract/account.ts'
import type { Takes } from '../../../src-core/contract/takes.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { backendsToCopyTo, findTaker } from '../../../src-core/responding/routing.ts'

const BOB = 'oia2TjuEGTNoeX76QEjQNrcURxG8'
const EVE = 'oia2TjuEGTNoeX76QEjQNrcURxG9'

const from = (sender: string, fields = '<MsgType>text</MsgType><Content>你好</Content>') =>
  readMessageText(`<xml><ToUserName>gh_1</ToUserName><FromUserName>${sender}</FromUserName>${fields}</xml>`)!
const event = (name: string, key: string) =>
  from(EVE, `<MsgType>event</MsgType><Event>${name}</Event><EventKey><![CDATA[${key}]]></EventKey>`)
const takes = (change: Partial<Takes>): Takes => ({ senders: [], scenes: [], guard: true, ...change })
const backend = (id: string, change: Partial<Backend> = {}): Backend => ({
  id,
  name: id,
  url: `http://${id}.example/wx`,
  copies: false,
  ...change,
})

describe('a backend takes', () => {
  const bob = (change: Partial<Takes>) => ({ backends: [backend('bob', { takes: takes(change) })] })
  const SENDERS = { senders: ['oother', BOB] }
  const SCENES = { scenes: ['a', '42'] }

  it.each([
    ['one of its senders', SENDERS, from(BOB)],
    ['the events of its sender', SENDERS, from(BOB, '<MsgType>event</MsgType><Event>subscribe</Event>')],
    ['a JSON push of its sender', SENDERS, readMessageText(`{"FromUserName":"${BOB}","MsgType":"text"}`)!],
    ['the scan of its scene', SCENES, event('SCAN', '42')],
    ['the subscription by its scene', SCENES, event('subscribe', 'qrscene_42')],
    ['a click on its menu', SCENES, event('CLICK', 'a')],
    ['a scene that is written as it came', { scenes: ['qrscene_42'] }, event('SCAN', '42')],
    ['either of both', { ...SENDERS, ...SCENES }, event('SCAN', '42')],
  ])('%s', (_name, change, message) => {
    expect(findTaker(bob(change), message)?.id).toBe('bob')
  })

  it.each([
    ['another sender', SENDERS, from(EVE)],
    ['a sender of other letters', SENDERS, from(BOB.toLowerCase())],
    ['a sender that begins like it', SENDERS, from(`${BOB}a`)],
    ['another scene', SCENES, event('SCAN', '420')],
    ['a scene in another place of the key', SCENES, event('CLICK', 'x_qrscene_42')],
    ['a key without a scene', { scenes: ['qrscene_'] }, event('subscribe', 'qrscene_1')],
    ['a text that says the scene', SCENES, from(EVE, '<MsgType>text</MsgType><Content>42</Content>')],
    ['a sender whose name is a scene', { scenes: [BOB] }, from(BOB)],
    ['an envelope that could not be opened', SENDERS, readMessageText('<xml><Encrypt>x</Encrypt></xml>')!],
    ['a message without a sender', SENDERS, readMessageText('<xml><MsgType>text</MsgType></xml>')!],
    ['what is no message', SENDERS, null],
    ['anything, without lists', {}, from(BOB)],
  ])('not %s', (_name, change, message) => {
    expect(findTaker(bob(change), message)).toBeNull()
  })

  it('nothing before those above it', () => {
    const backends = [
      backend('none'),
      backend('ann', { takes: takes({ scenes: ['42'] }) }),
      backend('bob', { takes: takes({ senders: [EVE] }) }),
    ]
    expect(findTaker({ backends }, event('SCAN', '42'))?.id).toBe('ann')
    expect(findTaker({ backends }, event('SCAN', '43'))?.id).toBe('bob')
  })
})

describe('copies go to', () => {
  const backends = [
    backend('main', { copies: true }),
    backend('bob', { copies: true, takes: takes({ senders: [BOB] }) }),
    backend('ann', { takes: takes({ senders: [EVE] }) }),
    backend('log', { copies: true }),
  ]
  const relay: AnswerPolicy = { kind: 'relay', backend: 'main', guard: true }
  const fixed: AnswerPolicy = { kind: 'fixed', reply: { type: 'success' } }

  it.each<[string, AnswerPolicy, string, string[]]>([
    ['all that want them but the one that the policy names', relay, 'oelse', ['bob', 'log']],
    ['the policy’s, too, if another one takes the message', relay, BOB, ['main', 'log']],
    ['all of them, if one without copies takes it', relay, EVE, ['main', 'bob', 'log']],
    ['all of them, if no backend answers', fixed, 'oelse', ['main', 'bob', 'log']],
  ])('%s', (_name, policy, sender, expected) => {
    const account = { policy, backends } as Parameters<typeof backendsToCopyTo>[0]
    expect(backendsToCopyTo(account, from(sender)).map(({ id }) => id)).toEqual(expected)
  })
})
