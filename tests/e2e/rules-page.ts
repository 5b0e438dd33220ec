import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'

/** The rules of an account as a person finds them: by role and by the words of the language of the screen. */
export class RulesPage {
  readonly page: Page
  readonly words: LivePage['words']
  /** The button in the strip; it opens and closes the rules. */
  readonly toggle: Locator
  readonly panel: Locator
  readonly items: Locator
  readonly trial: Locator
  readonly alert: Locator
  /** The body that would be sent. */
  readonly body: Locator

  constructor({ page, words }: LivePage) {
    this.page = page
    this.words = words
    const { rules } = words
    const panelName = rules.open.replace('{account}', '').trim()
    this.toggle = page
      .getByRole('banner')
      .getByRole('button', { name: new RegExp(`^${rules.title}( · \\d+)?$`) })
    this.panel = page.getByRole('region', { name: panelName })
    this.items = this.panel.getByRole('list', { name: rules.list }).getByRole('listitem')
    this.trial = this.panel.getByRole('region', { name: rules.try })
    this.alert = this.panel.getByRole('alert')
    this.body = this.trial.getByRole('textbox', { name: rules.wouldSend })
  }

  async open(): Promise<void> {
    await this.toggle.click()
    await expect(this.panel).toBeVisible()
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true })
  }

  /** Returns one of the buttons of a rule in the list, by the words that name it. */
  ruleButton(text: string, name: string): Locator {
    return this.button(text.replace('{name}', name))
  }

  toggleOf(name: string): Locator {
    return this.panel.getByRole('switch', { name: this.words.rules.enable.replace('{name}', name) })
  }

  field(name: string): Locator {
    return this.panel.getByLabel(name)
  }

  async nameIt(name: string): Promise<void> {
    await this.panel.getByLabel(this.words.rules.name, { exact: true }).fill(name)
  }

  async whenText(how: 'contains' | 'equals' | 'regex', value: string): Promise<void> {
    const { rules } = this.words
    await this.panel.getByLabel(rules.howLabel).click()
    await this.page.getByRole('option', { name: rules.how[how], exact: true }).click()
    await this.panel.getByRole('textbox', { name: `${rules.text} ${rules.textHint}` }).fill(value)
  }

  async answerText(content: string): Promise<void> {
    await this.panel
      .getByRole('textbox', { name: new RegExp(`^${this.words.replyForm.content}\\s+Content`) })
      .fill(content)
  }

  /** Saves a new rule, and switches it on if asked to. */
  async add(name: string, text: string, content: string, enabled = true): Promise<void> {
    const { rules } = this.words
    await this.button(rules.create).click()
    await this.nameIt(name)
    await this.whenText('contains', text)
    await this.answerText(content)
    await this.button(enabled ? rules.saveAndEnable : rules.save).click()
    await expect(this.items.filter({ hasText: name })).toBeVisible()
  }
}
