import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'

/** The Send screen as a person finds it: by role and by the words of the language it is in. */
export class SendPage {
  readonly page: Page
  readonly words: LivePage['words']
  readonly screen: Locator
  /** The panel that is open beside its button. */
  readonly panel: Locator
  readonly picker: Locator
  readonly form: Locator
  readonly text: Locator
  readonly request: Locator
  readonly talk: Locator
  /** The messages of the conversation, oldest first. */
  readonly turns: Locator
  readonly sendButton: Locator

  constructor({ page, words }: LivePage) {
    const { send } = words
    this.page = page
    this.words = words
    this.screen = page.getByRole('main', { name: words.rail.send, exact: true })
    this.panel = page.getByRole('dialog')
    this.picker = this.screen.getByRole('region', { name: send.pick })
    this.form = this.screen.getByRole('region', { name: send.form.title, exact: true })
    this.text = this.screen.getByRole('textbox', { name: /^(XML|JSON)$/ })
    this.request = this.screen.getByRole('textbox', {
      name: new RegExp(`^${send.wire.to.replace('{target}', '.+')}$`),
    })
    this.talk = this.screen.getByRole('region', { name: send.talk.title })
    this.turns = this.talk.getByRole('listitem', { name: send.talk.turn.replace('{title}', '') })
    this.sendButton = this.screen.getByRole('button', { name: send.send, exact: true })
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.rail.send, exact: true }).click()
    await expect(this.screen).toBeVisible()
    await expect(this.field('Content')).toBeVisible()
  }

  async openMode(mode: keyof typeof this.words.send.mode): Promise<void> {
    // The screen itself has such a button, too.
    const rail = this.page.getByRole('navigation')
    await rail.getByRole('button', { name: this.words.rail.send, exact: true }).click()
    await this.screen
      .getByRole('radio', { name: this.words.send.mode[mode], exact: true })
      .check({ force: true })
    await expect(
      this.page.getByRole('region', { name: this.words.send.mode[mode], exact: true }),
    ).toBeVisible()
  }

  /** Finds a row of the picker, of the catalogue or of one's own, by its name. */
  row(title: string): Locator {
    return this.picker.getByRole('button', { name: new RegExp(`^${title}( |$)`) })
  }

  /** Finds the field of this path. */
  field(path: string): Locator {
    return this.form.locator(`[data-path="${path}"]`).getByRole('textbox')
  }

  /** Replaces the text of the message, as a paste does. */
  async paste(text: string): Promise<void> {
    await this.text.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  async show(view: keyof LivePage['words']['send']['view']): Promise<void> {
    await this.screen
      .getByRole('group', { name: this.words.send.views })
      .getByText(this.words.send.view[view], { exact: true })
      .click()
  }

  private button(label: string): Locator {
    return this.screen.getByRole('button', { name: label.split('{')[0]! })
  }

  async openTargets(): Promise<void> {
    await this.button(this.words.send.target.button).click()
    await expect(this.panel).toBeVisible()
  }

  async openFans(): Promise<void> {
    await this.button(this.words.send.fans.button).click()
    await expect(this.panel).toBeVisible()
  }

  async openDeliveries(): Promise<void> {
    await this.button(this.words.send.deliveries.button).click()
    await expect(this.panel).toBeVisible()
  }

  async closePanel(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect(this.panel).toHaveCount(0)
  }

  /** Adds an address, which messages go to from then on, and to nowhere else. */
  async sendTo(url: string): Promise<void> {
    await this.openTargets()
    await this.panel.getByLabel(this.words.send.target.url).fill(url)
    await this.panel.getByRole('button', { name: this.words.send.target.add, exact: true }).click()
    await this.closePanel()
  }

  async keep(name: string, collection = ''): Promise<void> {
    const { keep } = this.words.send
    await this.screen.getByRole('button', { name: keep.button, exact: true }).click()
    await this.panel.getByLabel(keep.name, { exact: true }).fill(name)
    await this.panel.getByLabel(keep.collection, { exact: true }).fill(collection)
    await this.panel.getByRole('button', { name: keep.save, exact: true }).click()
    await expect(this.panel.getByText(keep.kept, { exact: true })).toBeVisible()
    await this.closePanel()
  }
}
