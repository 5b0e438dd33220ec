import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { LivePage } from './live-page.ts'

/** About 1.5 MB: seconds of work for code that is not optimized, as in these tests. */
export const LARGE = {
  name: 'large.xml',
  before: '<xml>\n',
  unit: '  <item><Title><![CDATA[标题]]></Title><Id>22311164414801853</Id></item>\n',
  times: 20_000,
  after: '</xml>',
}

/** The Convert screen as a person finds it: by role and by the words of the language it is in. */
export class ConvertPage {
  readonly page: Page
  readonly words: LivePage['words']
  readonly xml: Locator
  readonly json: Locator
  readonly status: Locator
  readonly progress: Locator

  constructor({ page, words }: LivePage) {
    this.page = page
    this.words = words
    this.xml = page.getByRole('textbox', { name: 'XML', exact: true })
    this.json = page.getByRole('textbox', { name: 'JSON', exact: true })
    this.status = page.getByRole('region', { name: words.convert.status })
    this.progress = page.getByRole('progressbar', { name: words.convert.converting })
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.rail.convert, exact: true }).click()
    await expect(this.xml).toBeVisible()
  }

  /** One of the panes' own buttons. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Replaces a pane's text with `text`, as a paste does. */
  async paste(pane: Locator, text: string): Promise<void> {
    await pane.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  /** Returns the whole text of a short document, as in the editor; soft breaks and marks do not belong to it. */
  async text(pane: Locator): Promise<string> {
    return (await pane.locator('.cm-line').allInnerTexts()).map((line) => line.replace(/\n$/, '')).join('\n')
  }

  async expectLossless(): Promise<void> {
    await expect(this.status.getByText(this.words.convert.isLossless, { exact: true })).toBeVisible()
  }

  /** Opens the samples and takes the first that a search finds. */
  async pickSample(words: string): Promise<void> {
    await this.page.getByRole('button', { name: this.words.convert.samples, exact: true }).click()
    const panel = this.page.getByRole('dialog', { name: this.words.convert.samples })
    await panel.getByRole('searchbox').fill(words)
    await panel.getByRole('listitem').first().getByRole('button').click()
    await expect(panel).toHaveCount(0)
  }

  /**
   * Drops a file on a pane. Its text is `unit`, repeated as often as asked, so that megabytes need not be sent there.
   */
  async dropFile(
    pane: Locator,
    file: { name: string; before?: string; unit: string; times?: number; after?: string },
  ): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ({ name, before = '', unit, times = 1, after = '' }) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([before, unit.repeat(times), after], name))
        return transfer
      },
      file,
    )
    await pane.dispatchEvent('dragover', { dataTransfer })
    await expect(this.page.getByText(this.words.convert.drop)).toBeVisible()
    await pane.dispatchEvent('drop', { dataTransfer })
    await expect(this.page.getByText(this.words.convert.drop)).toHaveCount(0)
  }
}
