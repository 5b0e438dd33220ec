import { judgeHop } from '../../../../src-core/diagnosis/hop/judge-hop.ts'
import { createAnswer, createNginxPage } from '../hop/answers.ts'
import type { FindingCase } from './finding-case.ts'

const page = createNginxPage('502 Bad Gateway')

export const HOP_CASES: FindingCase[] = [
  {
    code: 'hop.tunnel',
    name: 'ngrok is offline',
    seen: () => judgeHop(createAnswer(404, ['Ngrok-Error-Code: ERR_NGROK_3200'], '<html>')),
    near: () => judgeHop(createAnswer(404, ['Server: ngrok'], '<html>')),
  },
  {
    code: 'hop.edge',
    name: 'Cloudflare’s 521',
    seen: () => judgeHop(createAnswer(521, ['Server: cloudflare'])),
    near: () => judgeHop(createAnswer(500, ['Server: cloudflare'])),
  },
  {
    code: 'hop.proxy',
    name: 'nginx’s 502',
    seen: () => judgeHop(createAnswer(502, ['Server: nginx'], page)),
    near: () =>
      judgeHop(createAnswer(502, ['Server: nginx'], page.replace('<hr>', '<p>我们正在维护</p><hr>'))),
  },
  {
    code: 'hop.network',
    name: 'squid’s error',
    seen: () => judgeHop(createAnswer(503, ['X-Squid-Error: ERR_CONNECT_FAIL 111'])),
    near: () => judgeHop(createAnswer(503, ['Via: 1.1 proxy (squid/5.7)'])),
  },
]
