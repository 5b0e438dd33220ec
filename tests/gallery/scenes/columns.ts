import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { sign } from '../../../src-core/wechat/signature.ts'
import { COLUMN_IDS } from '../../../src-renderer/screens/live/columns/column-table.ts'
import type { ColumnId } from '../../../src-renderer/screens/live/columns/column-table.ts'
import type { LivePage } from '../../e2e/live-page.ts'
import { prepareAccount, TOKEN } from '../../e2e/prepared-account.ts'
import type { Scene, Stage } from '../scene.ts'

const SAID = [
  '请问今天几点营业，周末开门吗？我想带孩子一起去',
  'Do you open on Sundays? And is there a place where one can leave a bicycle?',
  '谢谢 🌿',
  '退款什么时候到账',
]

/** Adds a second account, so that the rows have accounts to tell apart. */
function addAccount(dataDir: string): void {
  const path = join(dataDir, 'settings.json')
  const settings = JSON.parse(readFileSync(path, 'utf8'))
  const second = { ...settings.accounts[0], id: 'second', name: '门店小店', path: '/two' }
  settings.accounts.push({ ...second, policy: { kind: 'fixed', reply: { type: 'success' } } })
  settings.tokens.second = settings.tokens.default
  writeFileSync(path, JSON.stringify(settings), { mode: 0o600 })
}

/** Posts to the second account. */
async function postThere(live: LivePage, content: string): Promise<void> {
  const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: '1' }
  const query = new URLSearchParams({ signature: sign({ token: TOKEN, ...signed }), ...signed })
  const body = `<xml><ToUserName>gh</ToUserName><FromUserName>oia2TjuEGTNoeX76QEjQNrcURxG9</FromUserName><CreateTime>1795230901</CreateTime><MsgType>text</MsgType><Content>${content}</Content><MsgId>1</MsgId></xml>`
  await fetch(`${new URL(await live.address()).origin}/two?${query}`, { method: 'POST', body })
}

async function receive({ live, post }: Stage): Promise<void> {
  for (const text of SAID) await post({ fields: `<Content><![CDATA[${text}]]></Content>` })
  await post({
    type: 'event',
    fields: '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[V1001_TODAY_MUSIC]]></EventKey>',
  })
  await post({ type: 'event', fields: '<Event><![CDATA[subscribe]]></Event>' })
  await post({
    type: 'image',
    fields: '<PicUrl><![CDATA[http://mmbiz.qpic.cn/a]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>',
  })
  await post({ fields: '<Content><![CDATA[x]]></Content>', token: 'anotherToken' })
  await fetch(`${await live.address()}?signature=x&timestamp=1&nonce=2&echostr=3`)
  await fetch(`${await live.address()}?hello=1`)
  await postThere(live, '小店几点开门')
  const again = { fields: '<Content><![CDATA[在吗]]></Content>', msgId: '24817305528649999' }
  for (let attempt = 0; attempt < 3; attempt += 1) await post(again)
  await expect(live.rows).toHaveCount(12)
}

/** Keeps a choice in the browser, as an earlier visit would have, and the width of the list in pixels. */
async function choose(
  { page, rows }: LivePage,
  width: number,
  chosen: { seen?: readonly ColumnId[]; widths?: object } = {},
): Promise<void> {
  await page.evaluate(
    ([list, columnChoice]) => {
      localStorage.setItem('mpscope.size.list', list)
      localStorage.setItem('mpscope.columns', columnChoice)
    },
    [String(width), JSON.stringify(chosen)] as const,
  )
  await page.reload()
  await expect(rows).toHaveCount(12)
  await expect(page.locator('.column-line [role=separator]').first()).toBeVisible()
}

/** As wide as it may be in most windows. */
const WIDE = 1600

const MANY: readonly ColumnId[] = [
  'type',
  'sender',
  'account',
  'status',
  'by',
  'code',
  'verdict',
  'duration',
  'date',
  'time',
]

/** A list that is wide enough for columns. */
export const columns: Scene = {
  name: 'columns',
  ownProfile: true,
  prepare(dataDir) {
    const reply = { type: 'text', content: '您好，我们每天 9:00 到 21:00 营业，欢迎光临。' } as const
    // Nothing listens on port 9, called discard.
    const backends = [{ id: 'shop', name: '门店后端', url: 'http://127.0.0.1:9/wx', copies: false }]
    const rule = { id: 'thanks', name: '道谢', enabled: true, delayMs: 0, fault: 'none' } as const
    const match = { text: { how: 'contains', value: '营业' } } as const
    const policy = { kind: 'relay', backend: 'shop', guard: true } as const
    prepareAccount(dataDir, { backends, policy, rules: [{ ...rule, match, reply }] })
    addAccount(dataDir)
  },
  states: [
    {
      name: 'as at first',
      async show(stage) {
        await receive(stage)
        await stage.live.rows.nth(2).click()
        await choose(stage.live, 640)
      },
    },
    {
      name: 'their menu',
      async show({ live: { page } }) {
        await page.locator('.column-line').getByRole('button').click()
        await expect(page.getByRole('menu')).toBeVisible()
      },
    },
    {
      name: 'in a wide list',
      alike: true,
      show: ({ live }) => choose(live, WIDE),
    },
    {
      name: 'chosen',
      alike: true,
      show: ({ live }) => choose(live, WIDE, { seen: MANY, widths: { sender: 15 } }),
    },
    {
      name: 'all of them',
      alike: true,
      show: ({ live }) => choose(live, WIDE, { seen: COLUMN_IDS }),
    },
  ],
}
