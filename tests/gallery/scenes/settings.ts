import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { SettingsPage } from '../../e2e/settings-page.ts'
import type { Scene, State } from '../scene.ts'

const SECTIONS = ['appearance', 'receiving', 'network', 'diagnosis', 'data', 'keys', 'about'] as const

export const settings: Scene = {
  name: 'settings',
  prepare: (dataDir) =>
    prepareAccount(dataDir, {}, { mutedCodes: ['xml.stray-text', 'old.code'], refusedRows: 500 }),
  states: [
    ...SECTIONS.map((section): State => ({
      name: section,
      // A form is like a form; the question before clearing is shown in one below, and the keys in their sheet.
      alike: section === 'appearance' ? 'passed' : section !== 'about',
      async show({ live }) {
        const screen = new SettingsPage(live)
        if (section === SECTIONS[0]) await screen.open()
        await screen.choose(live.words.settings.sections[section])
      },
    })),
    {
      name: 'wrong port',
      alike: true,
      async show({ live }) {
        const screen = new SettingsPage(live)
        await screen.choose(live.words.settings.sections.network)
        await screen.fill('responderPort', '99999')
        await expect(screen.screen.getByRole('alert')).toBeVisible()
      },
    },
    {
      name: 'what clearing does',
      async show({ live, post }) {
        await post({ fields: '<Content><![CDATA[你好]]></Content>' })
        const screen = new SettingsPage(live)
        await screen.choose(live.words.settings.sections.data)
        await screen.button(live.words.settings.data.clear).click()
        await expect(screen.button(live.words.settings.data.cancel)).toBeVisible()
      },
    },
    {
      name: 'found in several sections',
      alike: true,
      async show({ live }) {
        const screen = new SettingsPage(live)
        await screen.button(live.words.settings.data.cancel).click()
        await screen.search.fill('t')
        await expect(screen.screen.getByRole('heading', { level: 3 }).first()).toBeVisible()
      },
    },
    {
      name: 'nothing found',
      alike: true,
      async show({ live }) {
        const screen = new SettingsPage(live)
        await screen.search.fill('没有的东西')
        await expect(
          screen.screen.getByText(live.words.settings.none.replace('{query}', '没有的东西')),
        ).toBeVisible()
      },
    },
  ],
}
