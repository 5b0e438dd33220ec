import type { Page } from '@playwright/test'
import { ConvertPage } from './convert-page.ts'
import { expect, test } from './fixtures.ts'
import { RulesPage } from './rules-page.ts'
import { SettingsPage } from './settings-page.ts'
import { SignPage } from './sign-page.ts'

/*
 * Script that got into the page as text, and text that would become script: the second lock, if anything is ever
 * inserted into the page as markup. Two hosts send the policy, so that both shells are asked what it stops; the screens
 * are the same.
 */

/** Returns the violations that the policy has stopped since the page was loaded. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const observer = new ReportingObserver(() => {}, { types: ['csp-violation'], buffered: true })
    observer.observe()
    return observer.takeRecords().map(({ body }) => JSON.stringify(body))
  })
}

test('no screen makes markup or script out of text', async ({ live }) => {
  const { page, words } = live
  await live.sendTestMessage('文本消息')
  for (const part of ['reply', 'request', 'signature', 'message'] as const) await live.openPart(part)
  await live.xml.hover()
  await new RulesPage(live).open()
  await live.answerByHand()
  await fetch(await live.signedUrl(await live.token()), {
    method: 'POST',
    body: '<xml><MsgType>text</MsgType><Content>&lt;b&gt;bold&lt;/b&gt;</Content><MsgId>1</MsgId></xml>',
  })

  const convert = new ConvertPage(live)
  await convert.open()
  await convert.paste(convert.xml, '<xml><a><![CDATA[<img src=x onerror=alert(1)>]]></a></xml>')
  await expect(convert.json).toContainText('onerror')
  await page.keyboard.press('Control+f')

  const sign = new SignPage(live)
  await sign.open()
  for (const tab of Object.keys(words.sign.tab) as (keyof typeof words.sign.tab)[]) await sign.choose(tab)
  await page.getByRole('button', { name: words.rail.account, exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  const settings = new SettingsPage(live)
  await settings.open()
  for (const name of Object.values(words.settings.sections)) await settings.choose(name)
  expect(await violations(page)).toEqual([])
})

test(
  'script and markup cannot be made of text, whichever way',
  { tag: '@window' },
  async ({ live: { page } }) => {
    const outcomes = await page.evaluate(async () => {
      const text = 'globalThis.ran = true'
      const markup = `<img src=x onerror="${text}">`
      const frame = document.createElement('iframe')
      const script = document.createElement('script')
      const button = document.createElement('button')
      const range = document.createRange()
      document.body.append(frame, button)
      const ways: Record<string, () => unknown> = {
        innerHTML: () => (button.innerHTML = markup),
        outerHTML: () => (button.outerHTML = markup),
        insertAdjacentHTML: () => button.insertAdjacentHTML('beforeend', markup),
        'document.write': () => document.write(markup),
        srcdoc: () => (frame.srcdoc = markup),
        DOMParser: () => new DOMParser().parseFromString(markup, 'text/html'),
        createContextualFragment: () => range.createContextualFragment(markup),
        setHTMLUnsafe: () => button.setHTMLUnsafe(markup),
        'script.text': () => (script.text = text),
        'script.textContent': () => (script.textContent = text),
        'script.src': () => (script.src = 'https://example.com/a.js'),
        onclick: () => button.setAttribute('onclick', text),
        Worker: () => new Worker('/index.html'),
        'a policy': () =>
          (
            globalThis as never as { trustedTypes: { createPolicy(name: string, rules: object): void } }
          ).trustedTypes.createPolicy('mine', {}),
        'the policy of Vue once more': () =>
          (
            globalThis as never as { trustedTypes: { createPolicy(name: string, rules: object): void } }
          ).trustedTypes.createPolicy('vue', { createHTML: String }),
      }
      const passed = Object.entries(ways).filter(([, attempt]) => {
        try {
          attempt()
          return true
        } catch (error) {
          return !(error instanceof TypeError)
        }
      })
      // Cases that no setter stops are stopped when they would run: a script whose text came in as a node, and a timer's
      // text. They go through a timer, since code that the test itself evaluates is exempt.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          for (const attempt of [
            () => script.append(text),
            () => document.body.append(script),
            () => setTimeout(text),
          ]) {
            try {
              attempt()
            } catch {
              // Older engines refuse some of these at once.
            }
          }
          setTimeout(resolve, 10)
        })
      })
      return { passed: passed.map(([name]) => name), ran: 'ran' in globalThis }
    })
    expect(outcomes).toEqual({ passed: [], ran: false })
    // The journey above would have seen them.
    expect((await violations(page)).length).toBeGreaterThan(10)
  },
)
