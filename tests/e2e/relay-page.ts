import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'
import type { LivePage } from './live-page.ts'

/** The panel in which one chooses how to answer, its list of backends, and their answers. */
export class RelayPage {
  readonly live: LivePage
  readonly panel: Locator
  readonly replies: Locator

  constructor(live: LivePage) {
    this.live = live
    this.panel = live.page.getByRole('dialog')
    this.replies = live.detail.getByRole('region', { name: live.words.backendReplies.label })
  }

  private get words() {
    return this.live.words
  }

  get button(): Locator {
    return this.live.page.getByRole('button', { name: this.words.strip.policy.replace('{policy}', '') })
  }

  async open(): Promise<void> {
    await this.button.click()
    await expect(this.panel).toBeVisible()
  }

  async close(): Promise<void> {
    await this.live.page.keyboard.press('Escape')
    await expect(this.panel).toHaveCount(0)
  }

  choice(name: 'hand' | 'success' | 'empty' | 'text' | 'relay'): Locator {
    // Its name continues with its description.
    return this.panel.getByRole('radio', { name: new RegExp(`^${this.words.policy[name]}`) }).first()
  }

  get guard(): Locator {
    return this.panel.getByRole('checkbox', { name: this.words.relay.guard })
  }

  async openBackends(): Promise<void> {
    await this.panel.getByRole('button', { name: this.words.relay.manage }).click()
    await expect(this.panel.getByRole('heading', { name: this.words.backends.title })).toBeVisible()
  }

  /** Works in both places in which the panel asks for an address. */
  async add(url: string): Promise<void> {
    await this.panel.getByLabel(this.words.backends.newUrl).fill(url)
    await this.panel.getByRole('button', { name: this.words.backends.add, exact: true }).click()
  }

  /** Returns the line of the list that has this backend. */
  backend(name: string): Locator {
    const verify = this.words.backends.verifyOf.replace('{name}', name)
    return this.panel
      .getByRole('listitem')
      .filter({ has: this.live.page.getByRole('button', { name: verify }) })
  }

  async verify(name: string): Promise<void> {
    await this.panel
      .getByRole('button', { name: this.words.backends.verifyOf.replace('{name}', name) })
      .click()
  }

  /** Gives the sender of the selected message to this backend. */
  async takeSender(name: string): Promise<void> {
    await this.panel
      .getByRole('button', { name: this.words.backends.takeSenderOf.replace('{name}', name) })
      .click()
  }

  copies(name: string): Locator {
    return this.panel.getByRole('checkbox', { name: this.words.backends.copiesOf.replace('{name}', name) })
  }

  /** Shows the answers of the backends, and returns that of the backend of this name. */
  async reply(name: string): Promise<Locator> {
    await this.live.openPart('backends')
    const title = this.words.backendReplies.more.replace('{name}', name)
    return this.replies.getByRole('article', { name: title })
  }
}
