import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import { SettingsPage } from '../../e2e/settings-page.ts'
import type { Scene, State } from '../scene.ts'

const SECTIONS = ['appearance', 'receiving', 'network', 'diagnosis', 'data', 'keys', 'about'] as const

const RELEASES = 'https://127.0.0.1:1/owner/mpscope/releases'

const KEPT_UPDATES = {
  version: 1,
  asked: Date.UTC(2026, 10, 30, 9, 30),
  putAside: null,
  release: {
    version: '0.2.0',
    date: '2026-11-30',
    page: `${RELEASES}/tag/v0.2.0`,
    changes: {
      zh: '### 新增\n\n- 检查新版本：默认关闭，打开之前写明发什么、发给谁。\n- 列表可以按提示分组。\n\n### 修复\n\n- 放大到 200 % 时，撤销条不再遮住列表。',
      en: '### Added\n\n- New versions: off at first, and it says beforehand what is sent and to whom.\n- The list can be grouped by finding.\n\n### Fixed\n\n- At 200 %, the bar that offers to undo no longer hides the list.',
    },
  },
}

export const settings: Scene = {
  name: 'settings',
  // Nobody listens there.
  updateSource: { kind: 'releases', address: `${RELEASES}/latest/download/latest.json`, page: RELEASES },
  prepare(dataDir) {
    prepareAccount(dataDir, {}, { mutedCodes: ['xml.stray-text', 'old.code'], refusedRows: 500 })
    writeFileSync(join(dataDir, 'updates.json'), JSON.stringify(KEPT_UPDATES))
  },
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
      name: 'newer version',
      async show({ live }) {
        const screen = new SettingsPage(live)
        const { found } = live.words.settings.updates
        await screen.button(new RegExp(`^${found.replace('{version}', '0.2.0')}`)).click()
        await expect(screen.screen.getByText('200 %')).toBeVisible()
      },
    },
    {
      name: 'releases out of reach',
      alike: true,
      async show({ live }) {
        const screen = new SettingsPage(live)
        await screen.button(live.words.settings.updates.now).click()
        await expect(screen.screen.getByRole('alert')).toBeVisible()
      },
    },
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
