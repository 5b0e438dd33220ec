import { expect } from '@playwright/test'
import { ComposePage, prepareByHand } from '../../e2e/compose-page.ts'
import type { LivePage } from '../../e2e/live-page.ts'
import type { ReplyView } from '../../../src-renderer/features/phone/reply-views.ts'
import type { Scene } from '../scene.ts'

/** In a wide window both stand side by side, and nothing switches. */
async function showAs(live: LivePage, view: ReplyView): Promise<void> {
  const { label } = live.words.phone.views
  if ((await live.page.getByRole('group', { name: label }).count()) > 0) await live.switchReply(view)
}

export const waiting: Scene = {
  name: 'waiting',
  prepare: (dataDir) => prepareByHand(dataDir),
  states: [
    {
      name: 'composer',
      alike: 'passed',
      async show({ live }) {
        const compose = new ComposePage(live)
        await compose.postText('周末两个人去，可以预约靠窗的位置吗？🌿')
        await expect(compose.content).toBeFocused()
        await compose.content.fill('您好，靠窗的位置可以预约，请留下到店时间和手机号。')
        await expect(compose.bytes).toContainText('靠窗')
      },
    },
    {
      name: 'composer as phone',
      alike: true,
      async show({ live }) {
        await showAs(live, 'phone')
        await expect(live.page.getByRole('figure').first()).toBeVisible()
      },
    },
    {
      name: 'too long a text',
      alike: true,
      async show({ live }) {
        const compose = new ComposePage(live)
        await showAs(live, 'source')
        await compose.content.fill('长'.repeat(700))
        await expect(compose.composer).toContainText('700 / 600')
      },
    },
    {
      name: 'several wait, news',
      async show({ live }) {
        const compose = new ComposePage(live)
        await compose.postClick('MENU')
        await expect(compose.waiting).toHaveCount(2)
        await compose.chooseType('news')
        await compose.composer.getByRole('button', { name: live.words.replyForm.addArticle }).click()
      },
    },
    {
      name: 'bytes to mend',
      alike: true,
      async show({ live }) {
        const compose = new ComposePage(live)
        await compose.bytes.fill(' <xml></xml>')
        await expect(compose.repairs.first()).toBeVisible()
      },
    },
    {
      name: 'kinds of replies',
      async show({ live }) {
        const compose = new ComposePage(live)
        await compose.type.click()
        await expect(live.page.getByRole('listbox').last()).toBeVisible()
      },
    },
    {
      name: 'templates and last replies',
      async show({ live }) {
        await live.page.keyboard.press('Escape')
        await live.page.getByRole('button', { name: live.words.compose.templates }).click()
        await expect(live.page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'seen from another screen',
      alike: true,
      async show({ live: { page, words } }) {
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: words.rail.convert, exact: true }).click()
        await expect(page.getByRole('textbox', { name: 'XML', exact: true })).toBeVisible()
      },
    },
  ],
}

export const ahead: Scene = {
  name: 'ahead',
  prepare: (dataDir) => prepareByHand(dataDir),
  states: [
    {
      name: 'reply written ahead',
      // The form is that of a message that waits, and so is the draft below.
      alike: true,
      async show({ live }) {
        const compose = new ComposePage(live)
        const { hangUp } = await compose.postText('你好')
        await expect(compose.content).toBeFocused()
        await live.page.getByRole('button', { name: live.words.ahead.open }).click()
        const dialog = live.page.getByRole('dialog')
        await dialog.getByLabel(live.words.replyForm.content).fill('您好/::)\n稍后回复您。')
        await live.switchReply('phone', dialog)
        await expect(dialog.getByRole('figure')).toContainText('稍后回复您。')
        hangUp()
      },
    },
    {
      name: 'draft that came too late',
      alike: true,
      async show({ live }) {
        const compose = new ComposePage(live)
        await live.switchReply('source', live.page.getByRole('dialog'))
        await live.page.keyboard.press('Escape')
        await expect(live.page.getByRole('dialog')).toHaveCount(0)
        const { hangUp } = await compose.postText('还在吗')
        await compose.content.fill('在的')
        hangUp()
        await expect(compose.kept).toBeVisible()
      },
    },
  ],
}
