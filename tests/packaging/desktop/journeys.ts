import { deepStrictEqual, strictEqual } from 'node:assert'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LARGE_DOCUMENT } from '../../../src-core/contract/limits.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { zh as words } from '../../../src-renderer/i18n/zh.ts'
import { USER } from '../../e2e/compose-page.ts'
import { ACCOUNT, TOKEN } from '../../e2e/prepared-account.ts'
import type { Wanted, WatchedWindow } from './watched-window.ts'

/*
 * The journeys of `tests/e2e/journeys.spec.ts` and `compose.spec.ts`, in a window that can only be read and used from
 * outside. What they check here is that all parts of the package are there and work together; the details are theirs.
 */

const button = (name: string | RegExp): Wanted => ({ role: 'push button', name })
const verdict: Wanted = { role: 'landmark', name: words.verdict.label }
const rows: Wanted = { role: 'list box', name: words.list.label }
const panel: Wanted = { role: 'landmark', name: words.transfer.title }

export async function firstMinute(window: WatchedWindow): Promise<void> {
  await window.click(button(words.strip.send))
  await window.click(button(/^文本消息/))
  window.press('Escape')
  await window.read(rows, '你好，请问今天几点营业？')
  await window.read({ role: 'entry', name: words.payload.xml }, '<MsgType><![CDATA[text]]></MsgType>')
  await window.read({ role: 'entry', name: words.payload.json }, '"MsgType": "text"', /"MsgId": "2\d{16}"/)
  await window.read(verdict, words.verdict.ignored, 'success')
  await window.click({ role: 'page tab', name: new RegExp(`^${words.parts.tabs.signature}`) })
  await window.read({ role: 'document web' }, words.signature.equal)
}

export async function verification(window: WatchedWindow): Promise<void> {
  await window.click(button(/^账号：/))
  await window.click({ role: 'password text', name: words.account.token })
  window.press('ctrl+a')
  window.type('AAAAA')
  window.press('Return')
  await window.read({ role: 'document web' }, words.account.saved)
  window.press('Escape')
  // Taken from the official page.
  const query =
    'signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492'
  const response = await fetch(`${await addressIn(window)}?${query}`)
  deepStrictEqual([response.status, await response.text()], [200, '4375120948345356249'])
  await window.click({ role: 'list item', name: new RegExp(words.list.verification) })
  await window.read(verdict, words.verdict.accepted, '4375120948345356249')

  const refused = await fetch(await signedUrl(window, 'BBBBB', { echostr: '1' }))
  strictEqual(refused.status, 401)
  await window.click({ role: 'list item', name: new RegExp(words.verdict.rejected) })
  await window.read(verdict, '签名不对')
}

export async function answerByHand(window: WatchedWindow): Promise<void> {
  const body = `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName><CreateTime>1795230901</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[几点开门？]]></Content><MsgId>2481730552864011</MsgId></xml>`
  const answering = fetch(await signedUrl(window, TOKEN), { method: 'POST', body })
  await window.read({ role: 'landmark', name: words.compose.waiting }, '几点开门？')
  const field: Wanted = { role: 'entry', name: new RegExp(`^${words.replyForm.content}`) }
  await window.find(field, ({ focused }) => focused)
  window.type('at 9 ]]> sharp')
  await window.read({ role: 'entry', name: words.compose.bytes }, ']]]]><![CDATA[> sharp]]></Content>')
  window.press('ctrl+Return')
  const reply = await (await answering).text()
  strictEqual(/<Content>(.*)<\/Content>/.exec(reply)?.[1], '<![CDATA[at 9 ]]]]><![CDATA[> sharp]]>')
  strictEqual(/<ToUserName><!\[CDATA\[(.*?)\]\]/.exec(reply)?.[1], USER)
  await window.read(verdict, words.verdict.accepted, words.by.hand)
}

/** A second start gives its file, and where it was started, to the first. */
export async function savedSession(window: WatchedWindow, executable: string, data: string): Promise<void> {
  const request = {
    method: 'POST',
    url: 'https://shop.example/wx',
    postData: { text: '<xml><MsgType>text</MsgType></xml>' },
  }
  const response = { status: 200, content: { text: 'success' } }
  const entry = { startedDateTime: '2024-04-25T09:15:04.000Z', request, response }
  writeFileSync(join(data, '退款.mpscope'), JSON.stringify({ log: { entries: [entry] } }))
  const second = spawn(executable, [...window.args, '退款.mpscope'], { cwd: data, stdio: 'ignore' })
  strictEqual((await once(second, 'exit'))[0], 0)
  await window.read(panel, '从 退款.mpscope 导入了 1 次收发')
  window.press('Escape')
}

export async function otherProcesses(window: WatchedWindow, data: string): Promise<void> {
  const line = '<a>12345678901234567890</a>\n'
  const count = Math.ceil(LARGE_DOCUMENT / line.length)
  const file = join(data, 'large.xml')
  writeFileSync(file, `<xml>${line.repeat(count)}</xml>`)
  // It goes on in the background, and ends when somebody else copies something, or with the display.
  spawnSync('xclip', ['-selection', 'clipboard', file], { stdio: 'ignore' })
  await window.click(button(words.rail.convert))
  await window.click({ role: 'entry', name: 'XML' })
  window.press('ctrl+v')
  await window.read({ role: 'document web' }, `有 ${new Intl.NumberFormat('zh').format(count)} 处无法还原`)

  await window.click(button(words.rail.send))
  await window.click({ role: 'radio button', name: words.send.mode.burst })
  await window.click({ role: 'spin button', name: words.burst.messages })
  window.press('ctrl+a')
  window.type('60')
  window.press('Tab')
  await window.click(button('开始并发推送'))
  await window.read({ role: 'landmark', name: words.send.mode.burst }, '共推送 60 次')
}

async function addressIn(window: WatchedWindow): Promise<string> {
  const pattern = /http:\/\/127\.0\.0\.1:\d+\/wx/
  return pattern.exec(await window.read({ role: 'panel', name: words.strip.address }, pattern))![0]
}

/** Returns the account's address as WeChat calls it. */
async function signedUrl(
  window: WatchedWindow,
  token: string,
  more: Record<string, string> = {},
): Promise<string> {
  const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: '1514711492' }
  const query = new URLSearchParams({ signature: sign({ token, ...signed }), ...signed, ...more })
  return `${await addressIn(window)}?${query}`
}
