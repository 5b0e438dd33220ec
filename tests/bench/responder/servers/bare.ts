/** The least that a server in Node can do: reads the body, looks at nothing, answers the same to everybody. */
import { createServer } from 'node:http'
import { REPLY } from '../reply.ts'
import { announceServer } from './probe.ts'

const XML =
  '<xml><ToUserName><![CDATA[you]]></ToUserName><FromUserName><![CDATA[me]]></FromUserName>' +
  `<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${REPLY}]]></Content></xml>`

announceServer(
  createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      Buffer.concat(chunks)
      const body = Buffer.from(XML)
      response.writeHead(200, { 'Content-Type': 'application/xml', 'Content-Length': body.length })
      response.end(body)
    })
  }),
)
