import { judgeHop } from '../../../../src-core/diagnosis/hop/judge-hop.ts'
import { judgeAddress } from '../../../../src-core/diagnosis/reach/address.ts'
import { judgeAddresses, judgeMove, judgeName } from '../../../../src-core/diagnosis/reach/dns.ts'
import { explainSilence } from '../../../../src-core/diagnosis/reach/silence.ts'
import { judgeTls } from '../../../../src-core/diagnosis/reach/tls.ts'
import { createHeldBack, judgeWayBack } from '../../../../src-core/diagnosis/reach/way-back.ts'
import { judgeWayThere } from '../../../../src-core/diagnosis/reach/way-there.ts'
import {
  createOtherAccount,
  createUnanswered,
  createUnansweredMessage,
  createUnknownPath,
  judgeBuffering,
  judgeElsewhere,
  judgeHttp10,
  judgeMessageElsewhere,
  judgeTime,
  judgeTimes,
} from '../../../../src-core/diagnosis/reach/way.ts'
import { createHttpReply } from '../../../../src-core/exchange/answer.ts'
import type { Resolution, TlsReport } from '../../../../src-core/ports/network.ts'
import type { FindingCase } from './finding-case.ts'

const URL = 'https://wx.example.com/wx'
const NOW = Date.UTC(2026, 10, 26)
const DAY_MS = 24 * 60 * 60 * 1000

function resolution(found: Partial<Resolution>): Resolution {
  return { v4: [], v6: [], system: [], error: null, ...found }
}

/** A time from so many days from now to so many. */
function days(from: number, to: number) {
  return { from: NOW + from * DAY_MS, to: NOW + to * DAY_MS }
}

function tls(found: Partial<TlsReport>) {
  const sound = { protocol: 'TLSv1.3', issuer: 'CA', takesTls12: true, error: null, valid: days(-30, 60) }
  return judgeTls('wx.example.com', '443', { ...sound, ...found }, NOW)
}

const TARGET = '/wx?signature=aa&timestamp=1&nonce=2&openid=o'
const HEADERS: [string, string][] = [
  ['Host', 'wx.example.com'],
  ['Content-Type', 'text/xml'],
  ['Content-Length', '6'],
]
const SENT = {
  method: 'POST',
  target: TARGET,
  httpVersion: '1.1',
  headers: HEADERS,
  body: Buffer.from('<xml/>'),
}

/** The request as it arrived, changed in something; `isTaken` says that the responder took it all the same. */
function arrive(change: Partial<typeof SENT>, isTaken = false) {
  return judgeWayThere(SENT, { incoming: { ...SENT, ...change }, isTaken })
}

function comeBack(body: string | Uint8Array, status = 200, headers: [string, string][] = []) {
  const replied = createHttpReply(200, 'text/xml', Buffer.from('<xml>你好</xml>'))
  return judgeWayBack(replied, { status, headers, body: Buffer.from(body), durationMs: 1 }, 'push')
}

export const REACH_CASES: FindingCase[] = [
  {
    code: 'url.address',
    name: 'an address of the local network',
    seen: () => judgeAddress('http://192.168.1.7/wx', '/wx'),
    near: () => judgeAddress('http://wx.example.com/wx', '/wx'),
  },
  {
    code: 'url.address',
    name: 'a bare IP address',
    seen: () => judgeAddress('http://8.8.8.8/wx', '/wx'),
    near: () => judgeAddress('http://8.8.8.8.example.com/wx', '/wx'),
  },
  {
    code: 'url.address',
    name: 'a path that no account has',
    seen: () => [createUnknownPath('/other')],
    near: () => judgeAddress(URL, '/wx'),
  },
  {
    code: 'url.port',
    name: 'port 8080',
    seen: () => judgeAddress('http://wx.example.com:8080/wx', '/wx'),
    near: () => judgeAddress('http://wx.example.com:80/wx', '/wx'),
  },
  {
    code: 'probe.dns',
    name: 'no record',
    seen: () => judgeName('wx.example.com', resolution({ error: 'ENOTFOUND' })),
    near: () => judgeName('wx.example.com', resolution({ v4: ['8.8.8.8'] })),
  },
  {
    code: 'probe.dns',
    name: 'the hosts file alone',
    seen: () => judgeName('wx.example.com', resolution({ system: ['127.0.0.1'], error: 'ENOTFOUND' })),
    near: () => judgeName('wx.example.com', resolution({ system: ['127.0.0.1'], v4: ['8.8.8.8'] })),
  },
  {
    code: 'probe.dns',
    name: 'a name server that says nothing, while the system knows a way',
    seen: () => judgeName('wx.example.com', resolution({ system: ['8.8.8.8'], error: 'ETIMEOUT' })),
    near: () => judgeName('wx.example.com', resolution({ system: ['8.8.8.8'], v4: ['8.8.8.8'] })),
  },
  {
    code: 'probe.dns',
    name: 'IPv6 only',
    seen: () => judgeName('wx.example.com', resolution({ v6: ['2001:db8::1'], error: 'ENODATA' })),
    near: () => judgeName('wx.example.com', resolution({ v6: ['2001:db8::1'], v4: ['8.8.8.8'] })),
  },
  {
    code: 'probe.dns',
    name: 'a private address',
    seen: () => judgeName('wx.example.com', resolution({ v4: ['172.31.255.255'] })),
    near: () => judgeName('wx.example.com', resolution({ v4: ['172.32.0.0'] })),
  },
  {
    code: 'probe.dns',
    name: 'an address that a proxy program made up',
    seen: () => judgeName('wx.example.com', resolution({ v4: ['198.19.255.255'] })),
    near: () => judgeName('wx.example.com', resolution({ v4: ['198.20.0.0'] })),
  },
  {
    code: 'probe.dns',
    name: 'a name of Tailscale, asked from inside',
    seen: () => judgeName('pc.tail1234.ts.net', resolution({ v4: ['100.101.102.103'] })),
    near: () => judgeName('pc.tail1234.ts.net', resolution({ v4: ['100.128.0.0'] })),
  },
  {
    code: 'probe.dns',
    name: 'a tunnel’s name that is not there (yet)',
    seen: () => judgeName('a-b.trycloudflare.com', resolution({ error: 'ENOTFOUND' })),
    near: () => judgeName('a-b.trycloudflare.com', resolution({ v4: ['8.8.8.8'] })),
  },
  {
    code: 'probe.dns',
    name: 'one of two addresses fails',
    seen: () =>
      judgeAddresses('wx.example.com', [
        { address: '8.8.8.8', ok: true },
        { address: '8.8.4.4', ok: false },
      ]),
    near: () =>
      judgeAddresses('wx.example.com', [
        { address: '8.8.8.8', ok: false },
        { address: '8.8.4.4', ok: false },
      ]),
  },
  {
    code: 'probe.dns',
    name: 'other addresses a moment later',
    seen: () =>
      judgeMove('wx.example.com', resolution({ v4: ['8.8.8.8'] }), resolution({ v4: ['8.8.4.4'] }), false),
    near: () =>
      judgeMove(
        'wx.example.com',
        resolution({ v4: ['8.8.8.8', '8.8.4.4'] }),
        resolution({ v4: ['8.8.4.4'] }),
        false,
      ),
  },
  {
    code: 'probe.dns',
    name: 'other addresses a moment later that are as good',
    seen: () =>
      judgeMove('wx.example.com', resolution({ v4: ['8.8.8.8'] }), resolution({ v4: ['8.8.4.4'] }), true),
    near: () =>
      judgeMove('wx.example.com', resolution({ v4: ['8.8.8.8'] }), resolution({ v4: ['8.8.8.8'] }), true),
  },
  {
    code: 'probe.tls',
    name: 'a missing intermediate',
    seen: () => tls({ error: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', message: 'x' } }),
    near: () => tls({}),
  },
  {
    code: 'probe.tls',
    name: 'a certificate that ends within two weeks',
    seen: () => tls({ valid: days(-77, 13) }),
    near: () => tls({ valid: days(-76, 14) }),
  },
  {
    code: 'probe.tls',
    name: 'a certificate of six days on its last',
    seen: () => tls({ valid: days(-5.5, 0.5) }),
    near: () => tls({ valid: days(-2, 4) }),
  },
  {
    code: 'probe.tls',
    name: 'a certificate that Node refuses without a reason',
    seen: () => tls({ error: { code: 'UNSPECIFIED', message: 'UNSPECIFIED', during: 'securing' } }),
    near: () => tls({}),
  },
  {
    code: 'probe.tls',
    name: 'TLS 1.3 alone',
    seen: () => tls({ takesTls12: false }),
    near: () => tls({ takesTls12: null }),
  },
  {
    code: 'hop.elsewhere',
    name: 'something answered that is not the responder',
    seen: () => judgeElsewhere('wx.example.com', false, []),
    near: () =>
      judgeElsewhere(
        'wx.example.com',
        false,
        judgeHop({ status: 404, headers: [['Server', 'frp/0.60']], body: new Uint8Array(0) }),
      ),
  },
  {
    code: 'hop.elsewhere',
    name: 'something that takes a verification and says nothing',
    seen: () => [createUnanswered('wx.example.com')],
    near: () => judgeTime(4999),
  },
  {
    code: 'hop.elsewhere',
    name: 'something that takes a message and says nothing',
    seen: () => [createUnansweredMessage('wx.example.com')],
    near: () => judgeTime(4999),
  },
  {
    code: 'hop.elsewhere',
    name: 'a message alone',
    seen: () => judgeMessageElsewhere('wx.example.com', []),
    near: () =>
      judgeMessageElsewhere(
        'wx.example.com',
        judgeHop({ status: 404, headers: [['Server', 'frp/0.60']], body: new Uint8Array(0) }),
      ),
  },
  {
    code: 'hop.changed-query',
    name: 'a parameter lost',
    seen: () => arrive({ target: TARGET.replace('&nonce=2', '') }),
    near: () => arrive({}),
  },
  {
    code: 'hop.changed-query',
    name: 'a parameter added that does no harm',
    seen: () => arrive({ target: `${TARGET}&from=cdn` }, true),
    near: () => arrive({}, true),
  },
  {
    code: 'hop.changed-query',
    name: 'a POST that became a GET',
    seen: () => arrive({ method: 'GET' }),
    near: () => arrive({ method: 'POST' }),
  },
  {
    code: 'hop.changed-headers',
    name: 'another Content-Type',
    seen: () =>
      arrive({ headers: [HEADERS[0]!, ['content-type', 'text/plain; charset=utf-8'], HEADERS[2]!] }),
    near: () =>
      arrive({ headers: [HEADERS[0]!, ['content-type', 'text/xml'], HEADERS[2]!, ['X-Real-IP', '8.8.8.8']] }),
  },
  {
    code: 'hop.changed-headers',
    name: 'another Host',
    seen: () => arrive({ headers: [['Host', '127.0.0.1'], ...HEADERS.slice(1)] }),
    near: () => arrive({ headers: [...HEADERS.slice(0, 2), ['Transfer-Encoding', 'chunked']] }),
  },
  {
    code: 'hop.changed-body',
    name: 'a byte more',
    seen: () => arrive({ body: Buffer.from('<xml/>\n') }),
    near: () => arrive({ body: Buffer.from('<xml/>') }),
  },
  {
    code: 'hop.changed-reply',
    name: 'a script behind it',
    seen: () => comeBack('<xml>你好</xml><script src="/x.js"></script>'),
    near: () => comeBack('<xml>你好</xml>', 200, [['Server', 'nginx']]),
  },
  {
    code: 'hop.changed-reply',
    name: 'a line break behind it',
    seen: () => comeBack('<xml>你好</xml>\n'),
    near: () => comeBack('<xml>你好</xml>'),
  },
  {
    code: 'hop.changed-reply',
    name: 'a reply that is not back in time',
    seen: () => [createHeldBack()],
    near: () => judgeTime(4999),
  },
  {
    code: 'hop.changed-reply',
    name: 'another status',
    seen: () => comeBack('<xml>你好</xml>', 504),
    near: () => comeBack('<xml>你好</xml>', 200),
  },
  {
    code: 'url.address',
    name: 'the path of another account with the same token',
    seen: () => [createOtherAccount({ name: 'B', path: '/b' }, '/wx')],
    near: () => judgeAddress(URL, '/wx'),
  },
  {
    code: 'hop.repeated',
    name: 'a request that came twice',
    seen: () => judgeTimes(2),
    near: () => judgeTimes(1),
  },
  {
    code: 'hop.changed-reply',
    name: 'another status with the same content',
    seen: () => comeBack('<xml>你好</xml>', 201),
    near: () => comeBack('<xml>你好</xml>', 200),
  },
  {
    code: 'hop.http10',
    name: 'HTTP/1.0 refused',
    seen: () => judgeHttp10(false, 426),
    near: () => judgeHttp10(true, 200),
  },
  {
    code: 'hop.buffered',
    name: 'two parts that came as one',
    seen: () => judgeBuffering(199, 400),
    near: () => judgeBuffering(200, 400),
  },
  {
    code: 'hop.slow',
    name: 'a second and a half there and back',
    seen: () => judgeTime(1500),
    near: () => judgeTime(1499),
  },
  {
    code: 'verify.silence',
    name: 'nothing came, and nothing was checked',
    seen: () => [explainSilence(URL, null)],
    near: () => judgeAddress(URL, '/wx'),
  },
]
