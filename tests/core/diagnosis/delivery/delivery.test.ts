import { describe, expect, it } from 'vitest'
import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { createMessage, createReply, TEXT } from '../reply/replies.ts'

const sent = { url: 'http://back.end/wx', message: createMessage() }

function answer(status: number, body: string, headers: [string, string][] = []) {
  const response = { status, headers, body: new TextEncoder().encode(body), durationMs: 10 }
  const { verdict, findings } = judgeDelivery({ response, error: null }, sent)
  return { verdict, codes: findings.map(({ code }) => code), findings }
}

describe('what a backend answered', () => {
  it('is judged in full', () => {
    expect(answer(200, TEXT)).toMatchObject({ verdict: 'accepted', codes: [] })
    expect(answer(200, 'success')).toMatchObject({ verdict: 'ignored', codes: [] })
    expect(answer(200, '"success"')).toMatchObject({ verdict: 'fault', codes: ['reply.not-xml'] })
    expect(answer(201, TEXT)).toMatchObject({ verdict: 'retried', codes: ['status.not-200'] })
  })

  it('is compared with where the request went', () => {
    const { findings } = answer(301, '', [['Location', 'http://back.end/wx/']])
    expect(findings[0]?.title.en).toContain('same path plus a /')
  })

  it.each([
    '<center>The plain HTTP request was sent to HTTPS port</center><hr><center>nginx</center>',
    'Client sent an HTTP request to an HTTPS server.\n',
    "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
    'Bad Request\nThis combination of host and port requires TLS.\n',
  ])('is told to be an https port: %s', (page) => {
    const { findings, codes } = answer(400, page)
    expect(codes[0]).toBe('status.not-200')
    expect(findings[0]?.title.en).toContain('https port')
    expect(answer(400, 'no HTTPS here').findings[0]?.title.en).not.toContain('https')
    expect(answer(500, page).findings[0]?.title.en).not.toContain('https')
  })

  it.each([
    ['DEADLINE', 'reply.too-late'],
    ['ECONNREFUSED', 'probe.unreachable'],
  ])('may be nothing: %s', (code, found) => {
    const { verdict, findings } = judgeDelivery({ response: null, error: { code, message: 'x' } }, sent)
    expect([verdict, findings.map((finding) => finding.code)]).toEqual(['retried', [found]])
  })
})

describe('body.ignored', () => {
  const nothing = (value: string) =>
    createReply('text', '<Content>a</Content>', { ToUserName: value, FromUserName: value })

  it.each([400, 415, 500])('is suspected at %d, and changes no verdict', (status) => {
    expect(answer(status, '')).toMatchObject({
      verdict: 'retried',
      codes: ['status.not-200', 'body.ignored'],
    })
  })

  it.each(['<![CDATA[undefined]]>', '<![CDATA[]]>', 'null', ''])(
    'is seen where both names are %j',
    (value) => {
      expect(answer(200, nothing(value)).codes).toContain('body.ignored')
    },
  )

  it.each([
    [200, TEXT],
    [200, ''],
    [404, ''],
    [502, ''],
    [400, '<center>The plain HTTP request was sent to HTTPS port</center>'],
    [400, 'Client sent an HTTP request to an HTTPS server.\n'],
    [200, createReply('text', '<Content>undefined</Content>', { FromUserName: '' })],
  ])('is not suspected at %d %s', (status, body) => {
    expect(answer(status, body).codes).not.toContain('body.ignored')
  })

  it('is not suspected where there was no message to read', () => {
    const response = { status: 500, headers: [], body: new Uint8Array(0), durationMs: 1 }
    const { findings } = judgeDelivery({ response, error: null }, { ...sent, message: null })
    expect(findings.map(({ code }) => code)).toEqual(['status.not-200'])
  })
})
