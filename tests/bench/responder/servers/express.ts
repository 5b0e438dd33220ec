/** A server as the README of wechat shows it. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { LOAD_TOKEN } from '../../../load/served.ts'
import { REPLY } from '../reply.ts'
import { announceServer } from './probe.ts'

const require = createRequire(import.meta.url)
const wechat = require('wechat')
const app = require('express')()
app.use(
  wechat(LOAD_TOKEN, (_request: unknown, response: { reply(text: string): void }) => response.reply(REPLY)),
)
announceServer(createServer(app))
