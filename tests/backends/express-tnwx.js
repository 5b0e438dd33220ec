/**
 * express 5.3.0 and tnwx 2.5.6, as the sample for Express in its repository has it. Whether messages are encrypted is
 * the configuration's alone, so that it takes either plain ones or, with the argument `encrypted`, encrypted ones.
 */
import express from 'express'
import tnwx from 'tnwx'
import account from './account.json' with { type: 'json' }
import { listen } from './listen.js'

const { ApiConfig, ApiConfigKit, InFollowEvent, OutTextMsg, WeChat } = tnwx
const isEncrypted = process.argv.includes('encrypted')

ApiConfigKit.putApiConfig(new ApiConfig(account.appId, 'secret', account.token, isEncrypted, account.aesKey))

const answer = async (message, content) => new OutTextMsg(message).setContent(content)
const answerByDefault = (message) => answer(message, '收到')

/** Has all the methods that an adapter of tnwx has for an Official Account. */
const adapter = {
  processInTextMsg: (message) => answer(message, message.getContent),
  processInFollowEvent: (message) =>
    answer(message, message.getEvent === InFollowEvent.EVENT_INFOLLOW_SUBSCRIBE ? '欢迎关注' : '收到'),
  processInImageMsg: answerByDefault,
  processInLinkMsg: answerByDefault,
  processInLocationMsg: answerByDefault,
  processInShortVideoMsg: answerByDefault,
  processInVideoMsg: answerByDefault,
  processInVoiceMsg: answerByDefault,
  processInSpeechRecognitionResults: answerByDefault,
  processInLocationEvent: answerByDefault,
  processInMenuEvent: answerByDefault,
  processInQrCodeEvent: answerByDefault,
  processInTemplateMsgEvent: answerByDefault,
  processInShakearoundUserShakeEvent: answerByDefault,
  processInMassEvent: answerByDefault,
  processInWxVerifyDispatchEvent: answerByDefault,
  processIsNotDefinedMsg: answerByDefault,
}

const app = express()

app.get('/wechat', (request, response) => {
  const { signature, timestamp, nonce, echostr } = request.query
  response.send(WeChat.checkSignature(signature, timestamp, nonce, echostr))
})

app.post('/wechat', (request, response) => {
  const { msg_signature: signature, timestamp, nonce } = request.query
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const xml = Buffer.concat(chunks).toString('utf-8')
    void WeChat.handleMsg(adapter, xml, signature, timestamp, nonce).then((reply) => response.send(reply))
  })
})

listen(app)
