import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene } from '../scene.ts'

export const actions: Scene = {
  name: 'actions',
  prepare: (dataDir) => prepareAccount(dataDir, {}),
  states: [
    {
      name: 'context menu',
      async show({ live, receive }) {
        await receive({ fields: '<Content><![CDATA[你好]]></Content>' })
        await live.page.keyboard.press('Shift+F10')
        await expect(live.page.getByRole('menu')).toBeVisible()
      },
    },
    {
      name: 'palette',
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.keyboard.press('ControlOrMeta+k')
        await expect(page.getByRole('combobox', { name: words.actions.find })).toBeFocused()
      },
    },
    {
      name: 'palette finds nothing',
      alike: true,
      async show({ live: { page, words } }) {
        await page.getByRole('combobox', { name: words.actions.find }).fill('没有这个')
        await expect(page.getByRole('status').filter({ hasText: words.actions.nothing })).toBeVisible()
      },
    },
    {
      name: 'key sheet',
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.keyboard.press('?')
        await expect(page.getByRole('dialog', { name: words.actions.keys })).toBeVisible()
      },
    },
    {
      name: 'key sheet, changing',
      alike: true,
      async show({ live: { page, words } }) {
        const sheet = page.getByRole('dialog', { name: words.actions.keys })
        await sheet.getByRole('button', { name: words.actions.change }).click()
        await expect(sheet.getByRole('button', { name: words.actions.done, exact: true })).toBeVisible()
      },
    },
    {
      name: 'key sheet, a key that is taken',
      alike: true,
      async show({ live: { page, words } }) {
        const sheet = page.getByRole('dialog', { name: words.actions.keys })
        const [change = ''] = words.actions.record.split('{action}')
        await sheet.getByRole('button', { name: change }).nth(1).click()
        await page.keyboard.press('Control+k')
        await expect(sheet.getByRole('alert')).toBeVisible()
      },
    },
  ],
}
