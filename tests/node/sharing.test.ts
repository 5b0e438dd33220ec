import { describe, expect, it } from 'vitest'
import type { CommandInput } from '../../src-core/contract/commands.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { parseTarget } from '../../src-core/exchange/incoming.ts'
import { checkSignature } from '../../src-core/exchange/check-signature.ts'
import { startBackend } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

type Workbench = Awaited<ReturnType<typeof startWorkbench>>

/** Starts a workbench that has exchanges of all kinds: plain, encrypted, refused, a verification, relayed, sent. */
async function startFilled(): Promise<Workbench & { id: string }> {
  const workbench = await startWorkbench()
  const { call } = workbench
  const { id } = await workbench.account()
  await fetch(await workbench.signedUrl({ echostr: '4375120948345356249' }))
  await fetch(`${workbench.responder().origin}/wx?signature=wrong&timestamp=1&nonce=2`, {
    method: 'POST',
    body: '<xml/>',
  })
  await fetch(`${workbench.responder().origin}/nobody`)
  const policy = (content: string) => ({ kind: 'fixed', reply: { type: 'text', content } }) as const
  await call('account.update', { id, change: { policy: policy('你好') } })
  await call('message.send', { account: id, type: 'text' })
  const { aesKey } = await call('cipher.createKey', {})
  await call('account.update', {
    id,
    change: { aesKey, appId: 'wx5823bf96d3bd56c7', mode: 'safe', policy: policy('嗨'.repeat(800)) },
  })
  await call('message.send', { account: id, type: 'text' })
  await call('account.update', { id, change: { mode: 'plaintext' } })
  const backend = await startBackend((response) => void response.end('<xml><oops></xml>'))
  const backends = [{ id: 'b', name: 'mine', url: backend.origin, copies: false }]
  await call('account.update', {
    id,
    change: { backends, policy: { kind: 'relay', backend: 'b', guard: true } },
  })
  await call('message.send', { account: id, type: 'text' })
  await call('message.send', { account: id, type: 'text', target: { kind: 'backend', id: 'b' } })
  return { ...workbench, id }
}

async function listAll({ call }: Pick<Workbench, 'call'>): Promise<Exchange[]> {
  const { items } = await call('exchange.list', { limit: 500 })
  const all = await Promise.all(items.map(({ id }) => call('exchange.get', { id })))
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function exportAll(
  { call }: Pick<Workbench, 'call'>,
  order: CommandInput<'export.begin'>,
): Promise<string> {
  const { export: id } = await call('export.begin', order)
  let text = ''
  for (let done = false; !done;) {
    const part = await call('export.next', { export: id })
    text += part.text
    done = part.done
  }
  return text
}

/** What an import must find out by itself. */
function judged({ verdict, findings, direction, message, mode, judged: isJudged }: Exchange) {
  return {
    verdict,
    codes: findings.map(({ code }) => code),
    direction,
    type: message?.type ?? null,
    mode,
    isJudged,
  }
}

describe('an export, imported elsewhere', () => {
  it.each(['json', 'har'] as const)('is judged as it was, as %s', async (format) => {
    const here = await startFilled()
    const originals = await listAll(here)
    expect(new Set(originals.map(({ verdict }) => verdict)).size).toBeGreaterThan(2)
    for (const audience of ['self', 'others'] as const) {
      const text = await exportAll(here, { format, audience, language: 'zh' })
      const there = await startWorkbench()
      const result = await there.call('history.import', { file: `C:\\x\\a.${format}`, text })
      expect(result).toMatchObject({
        added: originals.length,
        known: 0,
        faults: [],
        session: { name: `a.${format}` },
      })
      expect(result.session.redacted).toBe(audience === 'others' ? true : undefined)
      const imported = await listAll(there)
      expect(imported.map(({ session }) => session)).toEqual(imported.map(() => result.session))
      const own = /^(?:signature\.mismatch|verify\.first-success)/
      const withoutOwn = (one: Exchange) => {
        const { codes, ...rest } = judged(one)
        return { ...rest, codes: codes.filter((code) => !own.test(code)) }
      }
      expect(imported.map(withoutOwn)).toEqual(originals.map(withoutOwn))
      // A second time nothing is added, and nothing changed.
      expect(await there.call('history.import', { file: 'b', text })).toMatchObject({
        added: 0,
        known: originals.length,
      })
      expect(await listAll(there)).toEqual(imported)
      for (const { id } of imported) await there.call('exchange.open', { id })
    }
  })

  it('keeps its pin and its note', async () => {
    const here = await startWorkbench()
    const { id: account } = await here.account()
    for (let n = 0; n < 2; n++) await here.call('message.send', { account, type: 'text' })
    const { id } = await here.latest()
    await here.call('exchange.mark', { ids: [id], pinned: true, note: '等财务确认' })
    for (const format of ['json', 'har'] as const) {
      const text = await exportAll(here, { format, audience: 'self', language: 'zh' })
      const there = await startWorkbench()
      await there.call('history.import', { file: 'a', text })
      expect((await listAll(there)).map(({ pinned, note }) => [pinned, note])).toEqual(
        (await listAll(here)).map(({ pinned, note }) => [pinned, note]),
      )
      expect(await there.call('exchange.get', { id })).toMatchObject({ pinned: true, note: '等财务确认' })
      await there.call('history.clear', {})
      expect((await listAll(there)).map((one) => one.id)).toEqual([id])
    }
  })

  it('is judged by the account that has its token, if there is one', async () => {
    const here = await startFilled()
    const originals = await listAll(here)
    const text = await exportAll(here, { format: 'json', audience: 'self', language: 'en' })
    await here.call('history.clear', {})
    const forged = text
      .replaceAll('"verdict":"accepted"', '"verdict":"fault"')
      .replaceAll('"findings":[]', '"findings":[{}]')
    await here.call('history.import', { file: 'a', text: forged })
    const again = await listAll(here)
    expect(again.map(({ verdict }) => verdict)).toEqual(originals.map(({ verdict }) => verdict))
    expect(again.map(({ message }) => message?.xml)).toEqual(originals.map(({ message }) => message?.xml))
  })
})

describe('a copy', () => {
  it('signed anew is a request that the account takes, and has no token in it', async () => {
    const workbench = await startFilled()
    const { token } = await workbench.account()
    const [sent] = (await listAll(workbench)).filter(({ message }) => message?.type === 'text')
    const own = await workbench.call('exchange.copy', {
      id: sent!.id,
      form: 'curl-anew',
      audience: 'self',
      language: 'zh',
    })
    const target = /'http:\/\/127\.0\.0\.1:\d+(\/wx\?[^']*)'/.exec(own.text)![1]!
    expect(checkSignature(parseTarget(target), token)).toMatchObject({ ok: true })
    expect(target).not.toContain(sent!.request.query['signature'])
    const theirs = await workbench.call('exchange.copy', {
      id: sent!.id,
      form: 'curl-anew',
      audience: 'others',
      language: 'zh',
    })
    expect(theirs.text).toContain('${WECHAT_TOKEN:?}')
    for (const { text } of [own, theirs]) expect(text).not.toContain(token)
    expect([own.redacted, theirs.redacted?.openId]).toEqual([null, 1])
  })
})

it('of many exports the first ones make room', async () => {
  const { call } = await startWorkbench()
  const begin = () => call('export.begin', { format: 'html', language: 'zh' })
  const { export: first } = await begin()
  expect(await call('export.next', { export: first })).toMatchObject({ done: true, written: 0 })
  for (let count = 0; count < 4; count++) await begin()
  await expect(call('export.next', { export: first })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('what a filter finds is exported as the list shows it, and a filter that is wrong is refused', async () => {
  const { call, responder } = await startWorkbench()
  for (const path of ['/one', '/two']) await fetch(`${responder().origin}${path}`)
  const begin = (found: CommandInput<'export.begin'>['found']) =>
    call('export.begin', { format: 'json', language: 'en', found })
  expect((await begin({ filter: 'path:/one' })).count).toBe(1)
  expect((await begin({ filter: 'method:GET' })).count).toBe(2)
  expect((await begin({ filter: 'method:GET', withoutStrangers: true })).count).toBe(0)
  await expect(begin({ filter: 'verdict:none' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
