/**
 * koa 3.3.0 and node-easywechat 3.6.2, as the demo that its README names has it: one application a request, and of its
 * answer the type and the body.
 */
import Koa from 'koa'
import easywechat from 'node-easywechat'
import account from './account.json' with { type: 'json' }
import { listen } from './listen.js'

const { OfficialAccount, ServerRequest } = easywechat
const config = { app_id: account.appId, secret: 'secret', token: account.token, aes_key: account.aesKey }

const koa = new Koa()

koa.use(async (context) => {
  const app = new OfficialAccount(config)
  app.setRequest(await ServerRequest.createFromIncomingMessage(context.req))
  const server = app.getServer()
  server.with(async (message) => {
    if (message.MsgType === 'text') return message.Content
    return message.Event === 'subscribe' ? '欢迎关注' : '收到'
  })
  const response = await server.serve()
  context.type = response.getHeader('content-type')
  context.body = response.getBody()
})

listen(koa.callback())
