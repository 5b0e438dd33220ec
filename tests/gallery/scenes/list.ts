import { expect } from '@playwright/test'
import { prepareAccount } from '../../e2e/prepared-account.ts'
import type { Scene, Stage } from '../scene.ts'

const SAID = ['请问今天几点营业，周末开门吗？我想带孩子一起去', 'Do you open on Sundays?', '谢谢 🌿']

/** Sends of everything a bit, so that each kind of row is there. */
async function receive({ live, post }: Stage): Promise<void> {
  for (const text of SAID) await post({ fields: `<Content><![CDATA[${text}]]></Content>` })
  await post({
    type: 'event',
    fields: '<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[V1001_TODAY_MUSIC]]></EventKey>',
  })
  await post({
    type: 'image',
    fields: '<PicUrl><![CDATA[http://mmbiz.qpic.cn/a]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>',
  })
  await post({ fields: '<Content><![CDATA[x]]></Content>', token: 'anotherToken' })
  await fetch(`${await live.address()}?signature=x&timestamp=1&nonce=2&echostr=3`)
  await fetch(`${await live.address()}?hello=1`)
  // The same message again is another attempt.
  const again = { fields: '<Content><![CDATA[在吗]]></Content>', msgId: '24817305528649999' }
  for (let attempt = 0; attempt < 3; attempt += 1) await post(again)
  await expect(live.rows).toHaveCount(9)
}

function list(density: 'compact' | 'comfortable'): Scene {
  return {
    name: density,
    prepare(dataDir) {
      const reply = { type: 'text', content: '您好，我们每天 9:00 到 21:00 营业，欢迎光临。' } as const
      // Nothing listens on port 9, called discard.
      const backends = [{ id: 'shop', name: '门店后端', url: 'http://127.0.0.1:9/wx', copies: false }]
      const rule = { id: 'thanks', name: '道谢', enabled: true, delayMs: 0, fault: 'none' } as const
      const rules = [{ ...rule, match: {}, reply }]
      const policy = { kind: 'relay', backend: 'shop', guard: true } as const
      const match = { text: { how: 'contains', value: '营业' } } as const
      prepareAccount(dataDir, { backends, policy, rules: [{ ...rules[0]!, match }] }, { density })
    },
    // For the line between days.
    ownProfile: true,
    states: [
      {
        name: 'rows',
        // Of a row of either height, `rows.spec.ts` measures whether its parts overlap.
        alike: density === 'comfortable',
        async show(stage) {
          await receive(stage)
          await stage.live.rows.first().click()
          await expect(stage.live.attempts).toHaveCount(3)
        },
      },
      {
        name: 'pinned, with a note',
        alike: density === 'comfortable',
        async show({ live }) {
          const { page, words, detail, rows } = live
          await live.list.focus()
          await page.keyboard.press('p')
          await page.keyboard.press('n')
          await detail
            .getByRole('textbox', { name: words.parts.note })
            .fill('退款失败的那次，等后端修好再比一次')
          await page.keyboard.press('Enter')
          await expect(rows.first()).toContainText(words.rows.pinned)
          await expect(detail.getByTitle(words.parts.editNote)).toBeVisible()
        },
      },
      {
        name: 'a note that is written',
        alike: true,
        async show({ live: { page, words, detail } }) {
          await page.keyboard.press('n')
          await expect(detail.getByRole('textbox', { name: words.parts.note })).toBeFocused()
        },
      },
      {
        name: 'what clearing does',
        alike: true,
        async show({ live: { page, words } }) {
          await page.getByRole('button', { name: words.list.clear, exact: true }).click()
          await expect(page.getByRole('dialog')).toContainText(words.list.clearAsk)
        },
      },
      {
        name: 'deleted, and undo',
        alike: true,
        async show({ live }) {
          const { page, words } = live
          await page.keyboard.press('Escape')
          await live.list.focus()
          await page.keyboard.press('Delete')
          await expect(page.getByRole('button', { name: words.undo.undo })).toBeVisible()
        },
      },
      {
        name: 'a line between days',
        alike: true,
        async show({ live }) {
          await live.page.clock.setFixedTime(Date.now() + 86_400_000)
          await live.page.reload()
          await expect(live.page.locator('[data-day]')).toHaveText(live.words.rows.yesterday)
        },
      },
    ],
  }
}

export const compact = list('compact')
export const comfortable = list('comfortable')
