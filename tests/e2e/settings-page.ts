import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'

type Words = LivePage['words']['settings']

/** The Settings screen as a person finds it: by role and by the words of the language it is in. */
export class SettingsPage {
  readonly page: Page
  readonly words: LivePage['words']
  readonly screen: Locator
  readonly search: Locator
  /** The way here, which may have a mark. */
  readonly rail: Locator
  private readonly nav: Locator

  constructor({ page, words }: LivePage) {
    this.page = page
    this.words = words
    this.screen = page.getByRole('main', { name: words.settings.label })
    this.search = this.screen.getByRole('textbox', { name: words.settings.search })
    this.rail = page
      .getByRole('navigation', { name: words.rail.label })
      .getByRole('button', { name: words.rail.settings })
    this.nav = this.screen.getByRole('navigation', { name: words.settings.nav })
  }

  async open(section?: keyof Words['sections']): Promise<void> {
    await this.rail.click()
    await expect(this.search).toBeFocused()
    if (section) await this.choose(this.words.settings.sections[section])
  }

  async choose(section: string): Promise<void> {
    await this.nav.getByRole('button', { name: section }).click()
    await expect(this.screen.getByRole('heading', { level: 3, name: section, exact: true })).toBeVisible()
  }

  name(row: keyof Words['rows']): string {
    return this.words.settings.rows[row].name
  }

  /** Returns an option of a setting with a few of them. */
  option(row: keyof Words['rows'], text: string): Locator {
    return this.screen
      .getByRole('group', { name: this.name(row) })
      .getByRole('radio', { name: text, exact: true })
  }

  async select(row: keyof Words['rows'], text: string): Promise<void> {
    await this.screen
      .getByRole('group', { name: this.name(row) })
      .getByText(text, { exact: true })
      .click()
    await expect(this.option(row, text)).toBeChecked()
  }

  field(row: keyof Words['rows']): Locator {
    return this.screen.getByRole('textbox', { name: this.name(row) })
  }

  async fill(row: keyof Words['rows'], text: string): Promise<void> {
    await this.field(row).fill(text)
    await this.field(row).press('Enter')
  }

  /** Returns the button that brings back the default; there is none while the setting has it. */
  undo(row: keyof Words['rows']): Locator {
    const [before = ''] = this.words.settings.toDefault.split('{name}')
    return this.screen.getByRole('button', { name: before + this.name(row) })
  }

  button(name: string | RegExp): Locator {
    return this.screen.getByRole('button', { name, exact: true })
  }

  part(row: keyof Words['rows']): Locator {
    return this.screen.getByRole('region', { name: this.name(row), exact: true })
  }
}
