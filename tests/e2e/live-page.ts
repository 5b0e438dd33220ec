import { randomInt } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { sign } from '../../src-core/wechat/signature.ts'
import type { DetailTab } from '../../src-renderer/actions/kind/desk.ts'
import type { ReplyView } from '../../src-renderer/features/phone/reply-views.ts'
import { en } from '../../src-renderer/i18n/en.ts'
import { zh } from '../../src-renderer/i18n/zh.ts'

/** The Live screen as a person finds it: by role and by the words of the language it is in. */
export class LivePage {
  readonly page: Page
  readonly words: typeof zh
  readonly list: Locator
  readonly rows: Locator
  readonly detail: Locator
  /** The deliveries of the message that is shown, if there are several. */
  readonly attempts: Locator
  readonly verdict: Locator
  readonly xml: Locator
  readonly json: Locator
  /** The note beside the mouse when it rests on a value. */
  readonly note: Locator
  readonly fieldLine: Locator
  readonly sendButton: Locator

  constructor(page: Page, language: 'zh' | 'en') {
    this.page = page
    this.words = language === 'zh' ? zh : en
    const { list, detail, attempts, verdict, payload, field, strip } = this.words
    this.list = page.getByRole('listbox', { name: list.label })
    this.rows = this.list.getByRole('option')
    this.detail = page.getByRole('region', { name: detail.label })
    this.attempts = this.detail.getByRole('list', { name: attempts.label }).getByRole('button')
    this.verdict = page.getByRole('region', { name: verdict.label })
    this.xml = page.getByRole('textbox', { name: payload.xml })
    this.json = page.getByRole('textbox', { name: payload.json })
    this.note = page.locator('.cm-tooltip-hover')
    this.fieldLine = this.detail.getByRole('status', { name: field.label })
    this.sendButton = page.getByRole('button', { name: strip.send })
  }

  async isReady(): Promise<void> {
    await expect(this.sendButton).toBeVisible()
  }

  /** Returns it from any screen: the strip stays in the page when another one is shown. */
  async address(): Promise<string> {
    const group = this.page.getByRole('group', { name: this.words.strip.address, includeHidden: true })
    return (await group.locator('code').textContent()) ?? ''
  }

  /** Opens the panel, sends the sample of that name, and waits until it is the one shown. */
  async sendTestMessage(title: string): Promise<void> {
    const before = await this.rows.count()
    await this.sendButton.click()
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${title} `) })
      // A message that was sent lately is listed twice.
      .first()
      .click()
    await expect(this.rows).toHaveCount(before + 1)
    await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('dialog')).toHaveCount(0)
  }

  private async openAccount(): Promise<Locator> {
    const name = this.words.strip.account.replace('{name}', '')
    await this.page.getByRole('button', { name }).click()
    return this.page.getByRole('dialog')
  }

  async token(): Promise<string> {
    const panel = await this.openAccount()
    const { show, token: label } = this.words.account
    await panel.getByRole('button', { name: show.replace('{secret}', label), exact: true }).click()
    const field = panel.getByLabel(label, { exact: true })
    await expect(field).not.toHaveValue('')
    const token = await field.inputValue()
    await this.page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    return token
  }

  async setToken(token: string): Promise<void> {
    const panel = await this.openAccount()
    const field = panel.getByLabel(this.words.account.token, { exact: true })
    await field.fill(token)
    await field.press('Enter')
    await expect(panel.getByText(this.words.account.saved)).toBeVisible()
    await this.page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  }

  async answerWithText(content: string): Promise<void> {
    const { policy, strip } = this.words
    await this.page.getByRole('button', { name: strip.policy.replace('{policy}', '') }).click()
    const panel = this.page.getByRole('dialog')
    await panel.getByRole('radio', { name: policy.text }).click()
    const field = panel.getByLabel(policy.content)
    await field.fill(content)
    await field.press('Control+Enter')
    await expect(panel.getByText(this.words.account.saved)).toBeVisible()
    await this.page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  }

  async answerByHand(): Promise<void> {
    const { policy, strip } = this.words
    await this.page.getByRole('button', { name: strip.policy.replace('{policy}', '') }).click()
    const panel = this.page.getByRole('dialog')
    const choice = panel.getByRole('radio', { name: policy.hand })
    await choice.click()
    await expect(choice).toBeChecked()
    await this.page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  }

  /** Returns whether the mark of the value pointed at lies behind the first `text` of a pane. */
  isMarked(pane: Locator, text: string): Promise<boolean> {
    return pane.evaluate((content, wanted) => {
      const nodes = document.createTreeWalker(content, NodeFilter.SHOW_TEXT)
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const start = node.textContent?.indexOf(wanted) ?? -1
        if (start === -1) continue
        const range = document.createRange()
        range.setStart(node, start)
        range.setEnd(node, start + wanted.length)
        const { left, right, top, bottom } = range.getBoundingClientRect()
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        const marks = content.closest('.cm-editor')?.querySelectorAll('.code-counterpart') ?? []
        return [...marks].some((mark) => {
          const box = mark.getBoundingClientRect()
          return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom
        })
      }
      return false
    }, text)
  }

  /** The line that folds what is mere information. */
  get infos(): Locator {
    const words = this.words.parts.infos.split('|').map((text) => text.replace('{count}', '').trim())
    return this.verdict.getByRole('button', { name: new RegExp(`^\\d+ ?(${words.join('|')})$`) })
  }

  /** Unfolds what is mere information, if it is not unfolded already: the choice is remembered. */
  async openInfos(): Promise<void> {
    if ((await this.infos.getAttribute('aria-expanded')) === 'false') await this.infos.click()
  }

  /** Returns the tab of a part of the exchange. */
  tab(part: DetailTab): Locator {
    return this.detail.getByRole('tab', { name: new RegExp(`^${this.words.parts.tabs[part]}`) })
  }

  /** Shows a part of the exchange, as soon as there is something in it. */
  async openPart(part: DetailTab): Promise<Locator> {
    await this.tab(part).click()
    const panel = this.detail.getByRole('tabpanel', { name: new RegExp(`^${this.words.parts.tabs[part]}`) })
    await expect(panel).toBeVisible()
    return panel
  }

  /** Shows the reply in one of its views, where only one is shown at a time. */
  async switchReply(view: ReplyView, within: Locator | Page = this.page): Promise<void> {
    const { views } = this.words.phone
    await within.getByRole('group', { name: views.label }).getByText(views[view], { exact: true }).click()
  }

  /** Returns the account's address as WeChat calls it, signed with `token`. */
  async signedUrl(token: string, parameters: Record<string, string> = {}): Promise<string> {
    const signed = { timestamp: String(Math.floor(Date.now() / 1000)), nonce: String(randomInt(1e9, 1e10)) }
    const query = new URLSearchParams({ signature: sign({ token, ...signed }), ...signed, ...parameters })
    return `${await this.address()}?${query}`
  }
}
