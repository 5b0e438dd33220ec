import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { RulesPage } from '../../e2e/rules-page.ts'
import type { Scene } from '../scene.ts'

export const rules: Scene = {
  name: 'rules',
  prepare: (dataDir) => prepareAccount(dataDir, {}),
  states: [
    {
      name: 'none',
      alike: 'passed',
      async show({ live, post }) {
        await post({ fields: '<Content><![CDATA[几点开门]]></Content>' })
        await new RulesPage(live).open()
      },
    },
    {
      name: 'editor and trial',
      async show({ live }) {
        const page = new RulesPage(live)
        await page.button(live.words.rules.create).click()
        await page.nameIt('营业时间')
        await page.whenText('contains', '开门')
        await page.answerText('{{Content}}{{Label}}')
        await expect(page.trial).toContainText('{{Label}}')
      },
    },
    {
      name: 'wrong expression',
      alike: true,
      async show({ live }) {
        const page = new RulesPage(live)
        await page.whenText('regex', '(')
        await expect(page.alert).toBeVisible()
      },
    },
    {
      name: 'list and undo',
      async show({ live }) {
        const page = new RulesPage(live)
        await page.button(live.words.rules.cancel).click()
        await page.add('营业时间', '开门', '九点到二十一点')
        await page.add('退款', '退款', '请留下订单号', false)
        await page.add('道谢', '谢谢', '不客气')
        await page.ruleButton(live.words.rules.remove, '道谢').click()
        await expect(live.page.getByRole('button', { name: live.words.undo.undo })).toBeVisible()
      },
    },
  ],
}
