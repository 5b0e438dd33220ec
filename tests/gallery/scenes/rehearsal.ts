import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { SendPage } from '../../e2e/send-page.ts'
import type { Scene } from '../scene.ts'

/** Our own responder says the same to everything, which no rehearsal takes for right. */
export const rehearsal: Scene = {
  name: 'rehearsal',
  prepare(dataDir) {
    prepareAccount(dataDir, {
      policy: { kind: 'fixed', reply: { type: 'text', content: '收到' } },
      fans: [{ openId: 'oMpscopeSampleUser0000000001', name: '老顾客' }],
    })
  },
  states: [
    { name: 'first', alike: 'passed', show: ({ live }) => new SendPage(live).openMode('rehearsal') },
    {
      name: 'played',
      async show({ live }) {
        const { page, words } = live
        await page.getByRole('radio', { name: /^(全网发布检测|Release test)/ }).check({ force: true })
        await page.getByRole('button', { name: /^(开始演练|Play the rehearsal)/ }).click()
        await expect(page.getByText(words.rehearsal.states.unmet, { exact: true }).first()).toBeVisible()
        await expect(page.getByRole('button', { name: /^(开始演练|Play the rehearsal)/ })).toBeVisible()
      },
    },
  ],
}
