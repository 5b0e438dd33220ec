/**
 * koa 3.3.0 and wechat-mp 0.2.7, whose two middlewares are made for Connect: the query is put where they look for it,
 * and Koa leaves the answer to them. It knows no encryption.
 */
import Koa from 'koa'
import wechatMp from 'wechat-mp'
import account from './account.json' with { type: 'json' }
import { listen } from './listen.js'

const mp = wechatMp(account.token)
const start = mp.start()
const end = mp.end()

const app = new Koa()

app.use((context) => {
  const { req: request, res: response } = context
  context.respond = false
  response.statusCode = 200
  request.query = context.query
  start(request, response, () => {
    const { type, text, param } = request.body
    if (type === 'text') response.body = text
    else response.body = param.event === 'subscribe' ? '欢迎关注' : '收到'
    end(request, response)
  })
})

listen(app.callback())
