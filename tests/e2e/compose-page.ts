import type { Locator, Page } from '@playwright/test'
import type { ReplyDraftType } from '../../src-core/contract/reply-draft.ts'
import type { LivePage } from './live-page.ts'
import { ACCOUNT, prepareAccount, TOKEN } from './prepared-account.ts'

export const USER = 'oia2TjuEGTNoeX76QEjQNrcURxG8'

/** Chooses the type of a reply in a form, as a mouse does. */
export async function chooseReplyType(
  form: Locator,
  { replyForm }: LivePage['words'],
  type: ReplyDraftType,
): Promise<void> {
  await form.getByLabel(replyForm.type).click()
  await form.page().getByRole('option', { name: replyForm.types[type], exact: true }).click()
}

/** Prepares, before the start, an account that is answered by hand, with as much time as a test needs. */
export function prepareByHand(dataDir: string, holdMs = 60_000): void {
  prepareAccount(dataDir, { policy: { kind: 'hand', holdMs } })
}

export interface Posted {
  /** The answer, to the byte. */
  reply: Promise<{ status: number; body: string }>
  hangUp(): void
}

/** The place where replies are written, as a person finds it; and the other side, which waits for them. */
export class ComposePage {
  readonly live: LivePage
  readonly page: Page
  readonly waiting: Locator
  readonly composer: Locator
  readonly content: Locator
  readonly bytes: Locator
  readonly type: Locator
  readonly send: Locator
  /** The user's own words, above the form. */
  readonly said: Locator
  readonly kept: Locator
  readonly repairs: Locator
  readonly findings: Locator
  readonly status: Locator
  private sent = 0

  constructor(live: LivePage) {
    this.live = live
    this.page = live.page
    const { compose, replyForm } = live.words
    this.waiting = this.page.getByRole('region', { name: compose.waiting }).getByRole('button')
    this.composer = this.page.getByRole('region', { name: compose.label })
    // In a wide window the phone beside it says of a text that it is one.
    this.content = this.composer.getByLabel(replyForm.content).and(this.page.locator('textarea'))
    this.bytes = this.composer.getByRole('textbox', { name: compose.bytes })
    this.type = this.composer.getByLabel(replyForm.type)
    this.said = this.composer.locator('[data-said]')
    this.send = this.composer.getByRole('button', { name: new RegExp(`^${compose.send}`) })
    this.kept = this.page.getByRole('region', { name: compose.kept.label })
    this.findings = this.composer.getByRole('region', { name: compose.findings })
    this.repairs = this.findings.getByRole('button', { name: compose.repairHint.replace('{title}', '') })
    this.status = this.composer.getByRole('status')
  }

  async chooseType(type: ReplyDraftType): Promise<void> {
    await chooseReplyType(this.composer, this.live.words, type)
  }

  /** Posts a message as WeChat does, with another MsgId each time. */
  async post(fields: string, type = 'text'): Promise<Posted> {
    this.sent += 1
    const url = await this.live.signedUrl(TOKEN)
    const body =
      `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName><FromUserName><![CDATA[${USER}]]></FromUserName>` +
      `<CreateTime>1795230901</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${fields}` +
      `<MsgId>248173055286401${this.sent}</MsgId></xml>`
    const leaving = new AbortController()
    const response = fetch(url, { method: 'POST', body, signal: leaving.signal })
    const reply = response.then(async (answer) => ({ status: answer.status, body: await answer.text() }))
    // A test that has seen enough leaves it unanswered.
    reply.catch(() => {})
    return { reply, hangUp: () => leaving.abort() }
  }

  postText(content: string): Promise<Posted> {
    return this.post(`<Content><![CDATA[${content}]]></Content>`)
  }

  postClick(key: string): Promise<Posted> {
    return this.post(`<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[${key}]]></EventKey>`, 'event')
  }

  /** Returns the text of the bytes, without the breaks that are only drawn. */
  async previewed(): Promise<string> {
    return this.bytes.evaluate((content) => {
      const selection = getSelection()
      const before = document.activeElement
      ;(content as HTMLElement).focus()
      selection?.selectAllChildren(content)
      document.dispatchEvent(new Event('selectionchange'))
      const clipboardData = new DataTransfer()
      content.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
      if (before instanceof HTMLElement) before.focus()
      return clipboardData.getData('text/plain')
    })
  }
}
