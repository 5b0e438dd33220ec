import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'

/** The Sign screen as a person finds it: by role and by the words of the language it is in. */
export class SignPage {
  readonly page: Page
  readonly words: LivePage['words']
  readonly screen: Locator
  readonly result: Locator
  readonly layers: Locator

  constructor({ page, words }: LivePage) {
    this.page = page
    this.words = words
    this.screen = page.getByRole('main', { name: words.rail.sign })
    this.result = this.screen.getByRole('region', { name: words.sign.result, exact: true })
    this.layers = this.screen.getByRole('region', { name: words.layers.label })
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.rail.sign, exact: true }).click()
    await expect(this.screen).toBeVisible()
  }

  async choose(tab: keyof LivePage['words']['sign']['tab']): Promise<void> {
    const tabs = this.screen.getByRole('group', { name: this.words.sign.tabs })
    await tabs.getByText(this.words.sign.tab[tab], { exact: true }).click()
  }

  field(label: string): Locator {
    return this.screen.getByLabel(label, { exact: true })
  }

  received(name: 'signature' | 'msg_signature'): Locator {
    return this.field(this.words.sign.received.replace('{name}', name))
  }

  /** Returns the part of the screen for one of the two signatures. */
  signature(name: 'signature' | 'msg_signature'): Locator {
    return this.result.getByRole('region', { name, exact: true })
  }

  /** Shows the secret in its field, which is empty as long as the account's is used unseen. */
  async showSecret(label: string): Promise<void> {
    const name = this.words.account.show.replace('{secret}', label)
    await this.screen.locator('form').getByRole('button', { name, exact: true }).click()
  }

  /** Shows the token in the steps of a signature. */
  async showToken(steps: Locator): Promise<void> {
    const { account } = this.words
    await steps.getByRole('button', { name: account.show.replace('{secret}', account.token) }).click()
  }

  get restore(): Locator {
    return this.screen.getByRole('button', { name: this.words.sign.restore })
  }

  get made(): Locator {
    return this.result.getByRole('region', { name: this.words.sign.make.title, exact: true })
  }

  /** Chooses what is made, and returns its pane. */
  async make(kind: keyof LivePage['words']['sign']['make']['kind']): Promise<Locator> {
    const name = this.words.sign.make.kind[kind]
    await this.made.getByText(name, { exact: true }).first().click()
    return this.made.getByRole('textbox', { name, exact: true })
  }

  async unfoldLayers(): Promise<void> {
    await this.layers.getByRole('button', { name: this.words.layers.bytesOf, expanded: false }).click()
  }

  /** Returns one of the layers, by its name. */
  layer(name: keyof LivePage['words']['layers']['name']): Locator {
    const heading = this.page.getByRole('heading', { name: new RegExp(`^${this.words.layers.name[name]}`) })
    return this.layers.getByRole('listitem').filter({ has: heading })
  }
}
