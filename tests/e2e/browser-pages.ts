import type { Browser, BrowserContext, Page } from '@playwright/test'

const VIEWPORT = { width: 1280, height: 800 }

/** A page in a profile of its own. */
export interface ProfilePage {
  context: BrowserContext
  page: Page
}

/** A page, and the port that served it last: a browser keeps what it compiled by address. */
interface KeptPage extends ProfilePage {
  controlPort: number
}

/**
 * The pages in which a worker's tests run one after the other. A start in the emptied page of an earlier test takes half of
 * the processor's time of a start in a new profile.
 */
export class BrowserPages {
  private readonly browser: Browser
  /** By the language of the profile. */
  private readonly kept = new Map<string, KeptPage>()

  constructor(browser: Browser) {
    this.browser = browser
  }

  /** Returns a page without a past, and the control port that the workbench in it had before, or 0. */
  async take(locale: string): Promise<KeptPage> {
    const kept = this.kept.get(locale)
    this.kept.delete(locale)
    return kept ?? { ...(await openProfile(this.browser, locale)), controlPort: 0 }
  }

  /**
   * Empties the page for the next test. Its workbench must still run. What a test cannot take back (a script of its own in
   * every document, another clock) stays: such a test opens a profile of its own.
   */
  async giveBack(locale: string, { context, page }: ProfilePage): Promise<void> {
    const controlPort = await empty({ context, page }).catch(() => null)
    if (controlPort === null || this.kept.has(locale)) await context.close()
    else this.kept.set(locale, { context, page, controlPort })
  }
}

/** Opens a page in a profile of its own. */
export async function openProfile(browser: Browser, locale: string): Promise<ProfilePage> {
  const context = await browser.newContext({
    locale,
    viewport: VIEWPORT,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  return { context, page: await context.newPage() }
}

/** Returns the port of the workbench that the page showed. Throws if it shows none any more. */
async function empty({ context, page }: ProfilePage): Promise<number> {
  const { origin, port } = new URL(page.url())
  for (const other of context.pages()) if (other !== page) await other.close()
  await page.unrouteAll()
  await context.unrouteAll()
  page.removeAllListeners()
  context.removeAllListeners()
  // Another document of the same origin: the page writes its last words into its storage while it is left.
  await page.goto(`${origin}/nothing`)
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await context.clearCookies()
  await page.setViewportSize(VIEWPORT)
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, reducedMotion: null })
  return Number(port)
}
