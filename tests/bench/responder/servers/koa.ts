/** A server as the README of co-wechat shows it. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { LOAD_TOKEN } from '../../../load/served.ts'
import { REPLY } from '../reply.ts'
import { announceServer } from './probe.ts'

const require = createRequire(import.meta.url)
const { default: Koa } = require('koa')
const wechat = require('co-wechat')
const app = new Koa()
app.use(wechat({ token: LOAD_TOKEN }).middleware(async () => REPLY))
announceServer(createServer(app.callback()))
