import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { WebSocketRoute } from '@playwright/test'
import { ComposePage, prepareByHand } from '../../e2e/compose-page.ts'
import type { Scene } from '../scene.ts'

export const notices: Scene = {
  name: 'notices',
  // For the workbench that is away.
  ownProfile: true,
  prepare: (dataDir) => writeFileSync(join(dataDir, 'settings.json'), '{ "version": 1, "accounts": ['),
  states: [
    {
      name: 'damaged settings',
      alike: 'passed',
      async show({ live: { page, words } }) {
        await expect(page.getByRole('region', { name: words.notices.label })).toBeVisible()
      },
    },
    {
      name: 'the workbench is away',
      async show({ live }) {
        const { page, words } = live
        const sockets: WebSocketRoute[] = []
        let isAway = false
        await page.routeWebSocket(/\/rpc$/, (socket) => {
          if (isAway) return void socket.close()
          socket.connectToServer()
          sockets.push(socket)
        })
        await page.reload()
        await live.isReady()
        isAway = true
        for (const socket of sockets) await socket.close()
        await expect(page.getByText(words.app.lost)).toBeVisible()
      },
    },
  ],
}

/** Only a window asks before it closes. */
export const closing: Scene = {
  name: 'closing',
  shell: 'electron',
  prepare: (dataDir) => prepareByHand(dataDir),
  states: [
    {
      name: 'while a message waits',
      async show({ live, closeWindow }) {
        const compose = new ComposePage(live)
        await compose.postText('周末两个人去，可以预约靠窗的位置吗？')
        await expect(compose.content).toBeFocused()
        await closeWindow()
        await expect(live.page.locator('[data-close-notice]')).toBeVisible()
      },
    },
  ],
}
