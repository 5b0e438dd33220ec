import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { sign } from '../../src-core/wechat/signature.ts'
import { listen, startBackend } from './backend-server.ts'
import type { Seen } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

const queryOf = ({ target }: Seen) => new URL(target, 'http://x').searchParams
const echostrOf = (seen: Seen) => queryOf(seen).get('echostr')!

/** Starts a workbench with one backend at `url`. */
async function startWithBackend(url: string) {
  const workbench = await startWorkbench()
  const account = await workbench.account()
  const backends = [{ id: 'back', name: '后端', url, copies: false }]
  await workbench.call('account.update', { id: account.id, change: { backends } })
  return {
    ...workbench,
    token: account.token,
    verify: () => workbench.call('backend.verify', { account: account.id, backend: 'back' }),
  }
}

/** Returns the result for a backend that answers so. */
async function verify(answer: (response: ServerResponse, echostr: string, seen: Seen) => void) {
  const backend = await startBackend((response, seen) => answer(response, echostrOf(seen), seen))
  const result = await (await startWithBackend(`${backend.origin}/wx`)).verify()
  const { status, body, durationMs } = result.response
  return { ...result, status, body, durationMs, backend, codes: result.findings.map(({ code }) => code) }
}

describe('backend.verify', () => {
  it('accepts the echostr, and says nothing', async () => {
    const result = await verify((response, echostr) => response.end(echostr))
    expect(result).toMatchObject({ status: 200, verdict: 'accepted', findings: [] })
    expect(result.body).toBe(echostrOf(result.backend.seen[0]!))
    expect(result.durationMs).toBeGreaterThan(0)
  })

  it('asks as WeChat does: a signed GET with 19 digits, which keeps the query of the URL', async () => {
    const backend = await startBackend((response, seen) => void response.end(echostrOf(seen)))
    const workbench = await startWithBackend(`${backend.origin}/wx?shop=1`)
    await workbench.verify()
    await workbench.verify()
    const [seen, again] = backend.seen
    const query = queryOf(seen!)
    const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!]
    expect([...query.keys()]).toEqual(['shop', 'signature', 'echostr', 'timestamp', 'nonce'])
    expect(query.get('signature')).toBe(sign({ token: workbench.token, timestamp, nonce }))
    expect(query.get('echostr')).toMatch(/^[1-9]\d{18}$/)
    expect(String(Number(query.get('echostr')))).not.toBe(query.get('echostr'))
    expect(echostrOf(again!)).not.toBe(echostrOf(seen!))
    expect(seen).toMatchObject({ method: 'GET', body: Buffer.alloc(0) })
    expect(seen!.headers).toEqual([
      ['Host', new URL(backend.origin).host],
      ['User-Agent', 'Mozilla/4.0'],
      ['Accept', '*/*'],
      ['Pragma', 'no-cache'],
      ['Connection', 'close'],
    ])
  })

  it.each<[name: string, change: (echostr: string) => string, said: string]>([
    ['a BOM in front', (echostr) => `\uFEFF${echostr}`, '前面多了 BOM'],
    ['a line break behind', (echostr) => `${echostr}\n`, '后面多了空白或换行'],
    ['blanks around', (echostr) => ` ${echostr} `, '前后多了空白或换行'],
    ['quotes', (echostr) => JSON.stringify(echostr), '一对引号'],
    ['JSON', (echostr) => JSON.stringify({ echostr }), '是 JSON'],
    ['HTML', (echostr) => `<html><body>${echostr}</body></html>`, '是 HTML'],
    ['nothing', () => '', '是空的'],
    ['a number', (echostr) => String(Number(echostr)), '被转成了数字'],
  ])('rejects %s, and names it', async (_name, change, said) => {
    const { findings, verdict, body, backend } = await verify((response, echostr) =>
      response.end(change(echostr)),
    )
    const echostr = echostrOf(backend.seen[0]!)
    expect(verdict).toBe('rejected')
    expect(body).toBe(change(echostr))
    expect(findings).toMatchObject([{ code: 'echo.changed', severity: 'error' }])
    expect(findings[0]!.title.zh).toContain(said)
    expect(findings[0]!.detail.zh).toContain(`应为 ${echostr}（19 字节）`)
  })

  it('follows no redirect', async () => {
    const { backend, codes, status } = await verify((response, echostr, { target }) => {
      if (target.startsWith('/wx/')) response.end(echostr)
      else response.writeHead(302, { Location: target.replace('/wx', '/wx/') }).end()
    })
    expect([status, codes]).toEqual([302, ['status.redirect']])
    expect(backend.seen).toHaveLength(1)
  })

  it.each([
    [401, 'status.refused'],
    [404, 'status.refused'],
    [405, 'status.refused'],
    [500, 'status.not-200'],
  ])('takes %d for a refusal, whatever the body', async (status, code) => {
    const { codes, verdict } = await verify((response, echostr) => response.writeHead(status).end(echostr))
    expect([verdict, codes]).toEqual(['rejected', [code]])
  })

  it('says that nothing listens there', async () => {
    const server = createServer()
    const origin = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const { verify: verifyIt } = await startWithBackend(`${origin}/wx`)
    expect(await verifyIt()).toMatchObject({
      response: { status: 0, body: '' },
      verdict: 'rejected',
      findings: [{ code: 'probe.unreachable' }],
    })
  })

  it('knows the backends of the account only', async () => {
    const { call, account } = await startWorkbench()
    const { id } = await account()
    await expect(call('backend.verify', { account: id, backend: 'back' })).rejects.toThrow('no backend back')
    await expect(call('backend.verify', { account: 'none', backend: 'back' })).rejects.toThrow('no account')
  })
})

describe('the first verification', () => {
  const codesOf = async (workbench: Awaited<ReturnType<typeof startWorkbench>>) =>
    (await workbench.latest()).findings.map(({ code }) => code)

  it('is the first of its account that succeeds, as far as the history goes', async () => {
    const workbench = await startWorkbench()
    const echostr = '4375120948345356249'
    await fetch((await workbench.signedUrl({ echostr })).replace(/signature=\w/, 'signature=z'))
    expect(await codesOf(workbench)).toEqual(['signature.mismatch'])
    const push = '<xml><MsgType><![CDATA[text]]></MsgType></xml>'
    await fetch(await workbench.signedUrl(), { method: 'POST', body: push })

    await fetch(await workbench.signedUrl({ echostr }))
    expect(await codesOf(workbench)).toEqual(['verify.first-success'])
    await fetch(await workbench.signedUrl({ echostr }))
    expect(await codesOf(workbench)).toEqual([])

    const second = await workbench.call('account.create', {})
    await fetch(await workbench.signedUrl({ echostr }, second.id))
    expect(await codesOf(workbench)).toEqual(['verify.first-success'])

    await workbench.call('history.clear', {})
    await fetch(await workbench.signedUrl({ echostr }))
    expect(await codesOf(workbench)).toEqual(['verify.first-success'])
  })
})
