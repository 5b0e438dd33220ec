/**
 * express 5.3.0 and wechat 2.1.0, as the README of wechat has it. Its `express.query()` is left out: Express has read
 * the query by itself since version 4. The configuration is that of encrypted messages, which takes plain ones as well.
 */
import express from 'express'
import wechat from 'wechat'
import account from './account.json' with { type: 'json' }
import { listen } from './listen.js'

const config = { token: account.token, appid: account.appId, encodingAESKey: account.aesKey }

const app = express()

app.use(
  '/wechat',
  wechat(config, (request, response) => {
    const message = request.weixin
    if (message.MsgType === 'text') response.reply(message.Content)
    else if (message.Event === 'subscribe') response.reply('欢迎关注')
    else response.reply('收到')
  }),
)

listen(app)
