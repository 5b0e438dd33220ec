import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { LivePage } from './live-page.ts'
import { createHar } from './one-message-har.ts'
import { EARLY, findShell, launchElectron, root, SANDBOX_SWITCH } from './shells.ts'

const SAVED = createHar('<xml><MsgType>text</MsgType><Content>退款</Content></xml>')

test('a saved session opens at the start, and in the window that is there already', async ({
  dataDir,
  shell,
}) => {
  const { missing, executablePath } = findShell(shell)
  test.skip(missing !== null, missing ?? '')
  const saved = join(dataDir, '退款 #1.mpscope')
  writeFileSync(saved, SAVED)
  const args = [...EARLY, '--lang=zh-CN', root, '--data', dataDir, '--port', '0']
  const app = await launchElectron([...args, saved], { LANGUAGE: 'zh_CN' })
  const live = new LivePage(await app.firstWindow(), 'zh')
  const { page, words } = live
  const panel = page.getByRole('region', { name: words.transfer.title })
  await expect(panel).toContainText('从 退款 #1.mpscope 导入了 1 次收发')

  /** Double-clicks a file, in a folder of its own: resolves when the program that this starts has ended. */
  async function openAgain(file: string): Promise<void> {
    const second = spawn(executablePath, [...SANDBOX_SWITCH, ...args, file], {
      cwd: dataDir,
      stdio: 'ignore',
    })
    expect(await once(second, 'exit')).toEqual([0, null])
  }
  await page.keyboard.press('Escape')
  await page.locator('nav').getByRole('button', { name: words.rail.sign }).click()
  await expect(live.list).not.toBeInViewport()
  writeFileSync(join(dataDir, 'damaged.mpscope'), '{"mpscope":')
  await openAgain('damaged.mpscope')
  await expect(panel).toContainText('damaged.mpscope')
  await expect(panel.getByRole('listitem')).toContainText('第 1 行')
  await openAgain('gone.mpscope')
  await expect(panel).toContainText('gone.mpscope 无法读取')

  await page.keyboard.press('Escape')
  await expect(live.rows).toHaveCount(1)
  await live.rows.first().click()
  await expect(live.detail).toContainText('退款')
  await app.close()
})
