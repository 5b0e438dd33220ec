import { expect } from '@playwright/test'
import { USER } from '../e2e/compose-page.ts'
import { ACCOUNT, TOKEN } from '../e2e/prepared-account.ts'
import type { Stage } from './scene.ts'

export function openStage({ live, closeWindow }: Pick<Stage, 'live' | 'closeWindow'>): Stage {
  let sent = 0
  const stage: Stage = {
    live,
    closeWindow,
    async post({ type = 'text', fields, token = TOKEN, msgId = `2481730552864${1000 + ++sent}` }) {
      const body =
        `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName>` +
        `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[${type}]]></MsgType>` +
        `${fields}<MsgId>${msgId}</MsgId></xml>`
      await fetch(await live.signedUrl(token), { method: 'POST', body })
    },
    async showPart(part) {
      await expect(live.tab('message')).toBeVisible()
      // In a wide window the reply has no tab: it stands beside the others.
      if ((await live.tab(part).count()) > 0) await live.openPart(part)
    },
    async receive(message) {
      const before = await live.rows.count()
      await stage.post(message)
      await expect(live.rows).toHaveCount(before + 1)
      await live.rows.first().click()
    },
  }
  return stage
}
