import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { USER } from '../e2e/compose-page.ts'
import type { LivePage } from '../e2e/live-page.ts'
import { ACCOUNT, TOKEN } from '../e2e/prepared-account.ts'
import type { Stage } from './scene.ts'

/** Returns a stage, and what ends the servers that it started. */
export function openStage(live: LivePage): { stage: Stage; close(): void } {
  const servers: Server[] = []
  let sent = 0
  const stage: Stage = {
    live,
    async post({ type = 'text', fields, token = TOKEN, msgId = `2481730552864${1000 + ++sent}` }) {
      const body =
        `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName>` +
        `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[${type}]]></MsgType>` +
        `${fields}<MsgId>${msgId}</MsgId></xml>`
      await fetch(await live.signedUrl(token), { method: 'POST', body })
    },
    async serve(body) {
      const server = createServer((request, response) => {
        request.resume().on('end', () => response.end(body))
      })
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`
    },
  }
  return {
    stage,
    close() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}
