import { expect } from '@playwright/test'
import { ConvertPage } from '../../e2e/convert-page.ts'
import type { Scene } from '../scene.ts'

const DOCUMENT =
  '<xml><!-- 1 --><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[请问今天几点营业]]></Content><MsgId>24817305528640173</MsgId></xml>'

export const convert: Scene = {
  name: 'convert',
  states: [
    {
      name: 'empty',
      alike: 'passed',
      show: ({ live }) => new ConvertPage(live).open(),
    },
    {
      name: 'filled, with losses',
      alike: 'passed',
      async show({ live }) {
        const screen = new ConvertPage(live)
        await screen.paste(screen.xml, DOCUMENT)
        await expect(screen.json).toContainText('MsgType')
      },
    },
    {
      name: 'a field explained',
      async show({ live }) {
        await new ConvertPage(live).xml.getByText('MsgType').first().click()
        await expect(live.note).toBeVisible()
      },
    },
    {
      name: 'as WeChat writes it',
      alike: true,
      async show({ live }) {
        const screen = new ConvertPage(live)
        await screen.button(live.words.convert.wechat).click()
        await expect(live.page.getByRole('dialog')).toBeVisible()
        await live.page.getByRole('textbox', { name: live.words.convert.wechatPreview }).waitFor()
      },
    },
    {
      name: 'a search',
      alike: true,
      async show({ live }) {
        const screen = new ConvertPage(live)
        await live.page.keyboard.press('Escape')
        await screen.xml.focus()
        await live.page.keyboard.press('ControlOrMeta+f')
        await live.page.keyboard.type('Msg')
        await expect(live.page.locator('.code-find-count').first()).not.toBeEmpty()
      },
    },
    {
      name: 'broken',
      async show({ live }) {
        const screen = new ConvertPage(live)
        await screen.paste(screen.xml, '<xml><a>1</b></xml>')
        await expect(live.page.getByText(live.words.convert.stale)).toBeVisible()
      },
    },
    {
      name: 'samples',
      alike: true,
      async show({ live }) {
        await new ConvertPage(live).button(live.words.convert.samples).click()
        await expect(live.page.getByRole('dialog')).toContainText('shortvideo')
      },
    },
  ],
}
