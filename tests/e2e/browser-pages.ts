import type { Browser, Page } from '@playwright/test'

const VIEWPORT = { width: 1280, height: 800 }
/** Drawing what moves takes a tenth of the processor's time. In a window everything moves. */
const MOTION = 'reduce'

/** A page of Chromium, for one start of the workbench. */
export interface LentPage {
  page: Page
  /** The port that served this page last, or 0: a browser keeps what it compiled by address. */
  controlPort: number
  /** Takes the page back at the end, while its workbench still runs. */
  giveBack(): Promise<void>
}

/** Opens a page in a profile of its own, which is closed when it is given back. */
export async function openPage(browser: Browser, locale: string): Promise<LentPage> {
  const context = await browser.newContext({
    locale,
    viewport: VIEWPORT,
    reducedMotion: MOTION,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  return { page: await context.newPage(), controlPort: 0, giveBack: () => context.close() }
}

/**
 * The pages in which a worker's tests run one after the other. A start in the emptied page of an earlier test takes half of
 * the processor's time of a start in a new profile.
 */
export class BrowserPages {
  private readonly browser: Browser
  /** By the language of the profile. */
  private readonly kept = new Map<string, LentPage>()

  constructor(browser: Browser) {
    this.browser = browser
  }

  /**
   * Returns a page without a past. What a test cannot take back (a script of its own in every document, another clock)
   * would stay in it: such a test needs a profile of its own.
   */
  async take(locale: string): Promise<LentPage> {
    const kept = this.kept.get(locale)
    this.kept.delete(locale)
    const lent = kept ?? (await openPage(this.browser, locale))
    return { ...lent, giveBack: () => this.keep(locale, lent) }
  }

  private async keep(locale: string, lent: LentPage): Promise<void> {
    const controlPort = await empty(lent.page).catch(() => null)
    if (controlPort === null || this.kept.has(locale)) await lent.giveBack()
    else this.kept.set(locale, { ...lent, controlPort })
  }
}

/** Returns the port of the workbench that the page showed. Throws if it shows none any more. */
async function empty(page: Page): Promise<number> {
  const context = page.context()
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
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, reducedMotion: MOTION })
  return Number(port)
}
