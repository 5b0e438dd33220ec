/**
 * koa 3.3.0 and co-wechat 2.4.0, as the README of co-wechat has it. The configuration is that of encrypted messages,
 * which takes plain ones as well.
 */
import wechat from 'co-wechat'
import Koa from 'koa'
import account from './account.json' with { type: 'json' }
import { listen } from './listen.js'

const config = { token: account.token, appid: account.appId, encodingAESKey: account.aesKey }

const app = new Koa()

app.use(
  wechat(config).middleware(async (message) => {
    if (message.MsgType === 'text') return message.Content
    return message.Event === 'subscribe' ? '欢迎关注' : '收到'
  }),
)

listen(app.callback())
