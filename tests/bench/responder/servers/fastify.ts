/**
 * A server as developers write it by hand today: a fast framework, a fast parser, and the signature as the official
 * page has it.
 */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { LOAD_TOKEN } from '../../../load/served.ts'
import { REPLY } from '../reply.ts'
import { announceReady } from './probe.ts'

const require = createRequire(import.meta.url)
const { XMLParser } = require('fast-xml-parser')
const app = require('fastify')()
const parser = new XMLParser({ parseTagValue: false })

interface Query {
  signature: string
  timestamp: string
  nonce: string
}

function isSigned({ signature, timestamp, nonce }: Query): boolean {
  const sorted = [LOAD_TOKEN, timestamp, nonce].toSorted().join('')
  return createHash('sha1').update(sorted).digest('hex') === signature
}

app.addContentTypeParser(
  ['text/xml', 'application/xml'],
  { parseAs: 'string' },
  (_request: unknown, body: string, done: (error: null, body: string) => void) => done(null, body),
)
app.post(
  '/*',
  async (
    { query, body }: { query: Query; body: string },
    reply: { code(status: number): void; type(name: string): void },
  ) => {
    if (!isSigned(query)) {
      reply.code(401)
      return ''
    }
    const { ToUserName, FromUserName } = parser.parse(body).xml
    reply.type('application/xml')
    return (
      `<xml><ToUserName><![CDATA[${FromUserName}]]></ToUserName>` +
      `<FromUserName><![CDATA[${ToUserName}]]></FromUserName>` +
      `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime>` +
      `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${REPLY}]]></Content></xml>`
    )
  },
)
announceReady({ url: `${await app.listen({ port: 0, host: '127.0.0.1' })}/` })
