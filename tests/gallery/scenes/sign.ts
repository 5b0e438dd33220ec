import { expect } from '@playwright/test'
import { SignPage } from '../../e2e/sign-page.ts'
import type { Scene } from '../scene.ts'

export const sign: Scene = {
  name: 'sign',
  states: [
    {
      name: 'empty',
      alike: 'passed',
      show: ({ live }) => new SignPage(live).open(),
    },
    {
      name: 'wrong token',
      alike: true,
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.screen.getByRole('button', { name: live.words.sign.samples.wrongToken }).click()
        await expect(screen.signature('signature')).toBeVisible()
      },
    },
    {
      name: 'encrypted message',
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.screen.getByRole('button', { name: live.words.sign.samples.encrypted }).click()
        await expect(screen.signature('msg_signature')).toBeVisible()
      },
    },
    {
      name: 'a request to copy',
      alike: true,
      async show({ live }) {
        await new SignPage(live).make('curl')
      },
    },
    {
      name: 'encrypt',
      alike: true,
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.choose('seal')
        await live.page.getByRole('button', { name: live.words.sign.sample }).click()
        await live.page.getByRole('button', { name: live.words.account.generateKey }).click()
        await expect(screen.layers).toBeVisible()
      },
    },
    {
      name: 'decrypt',
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.choose('open')
        await live.page.getByRole('button', { name: live.words.sign.sample }).click()
        await expect(screen.layers).toBeVisible()
      },
    },
    {
      name: 'decrypt, wrong',
      alike: true,
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.field(live.words.sign.envelope).fill(`${'A'.repeat(43)}=`)
        await expect(screen.layers).toContainText(live.words.layers.wrong)
      },
    },
    {
      name: 'alarm',
      alike: true,
      async show({ live }) {
        const screen = new SignPage(live)
        await screen.choose('alarm')
        await live.page.getByRole('button', { name: live.words.sign.sample }).click()
        await expect(screen.result).toContainText('reply.not-xml')
      },
    },
  ],
}
