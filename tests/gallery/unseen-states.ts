import type { ElementHandle, Page } from '@playwright/test'

/** What tells that something is selected, pressed, chosen, on, or shown. */
const ON = [
  '[aria-selected=true]',
  '[aria-pressed=true]',
  '[aria-current=true]',
  '[aria-current=page]',
  '[role=switch][aria-checked=true]',
  '[role=tab][data-state=active]',
  'input:checked',
].join(', ')

/** Returns the elements that look the same if they are selected, pressed, chosen or on, and if not. */
export async function findUnseenStates(page: Page): Promise<string[]> {
  const unseen: string[] = []
  // Handles, since a locator would find others as soon as the first is switched off.
  for (const element of await page.$$(ON)) {
    if (!(await element.isVisible())) continue
    const before = await pictureOf(element)
    await element.evaluate(switchOff)
    const after = await pictureOf(element)
    await element.evaluate((one) => (one as Element & { switchOn?: () => void }).switchOn?.())
    if (before.equals(after)) unseen.push(await describe(element))
  }
  return unseen
}

/** Goes on `steps` times with Tab, and returns the elements that look the same with the focus and without it. */
export async function findUnseenFocus(page: Page, steps: number): Promise<string[]> {
  const unseen: string[] = []
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab')
    const element = await page.$(':focus')
    const box = await element?.boundingBox()
    if (!element || !box || box.width * box.height === 0) continue
    const around = {
      x: Math.max(0, box.x - 6),
      y: Math.max(0, box.y - 6),
      width: box.width + 12,
      height: box.height + 12,
    }
    const before = await page.screenshot({ clip: around, caret: 'hide' })
    const name = await describe(element)
    // Where the focus was stays the place from which Tab goes on.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const after = await page.screenshot({ clip: around, caret: 'hide' })
    if (before.equals(after)) unseen.push(name)
  }
  return unseen
}

/** A choice that is drawn by its label is seen there. */
async function pictureOf(element: ElementHandle<Element>): Promise<Buffer> {
  const shown = await element.evaluateHandle((one) => one.closest('label') ?? one)
  return shown.asElement().screenshot({ caret: 'hide' })
}

function describe(element: ElementHandle<Element>): Promise<string> {
  return element.evaluate((one) => one.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 160))
}

/** Takes every sign of its state away; `switchOn` gives them back. Runs in the page. */
function switchOff(element: Element): void {
  const signs = ['aria-selected', 'aria-pressed', 'aria-current', 'aria-checked', 'data-state']
  const parts = [element, ...element.querySelectorAll('[data-state]')]
  const before = parts.map((part) => signs.map((sign) => part.getAttribute(sign)))
  const isChecked = element instanceof HTMLInputElement && element.checked
  for (const part of parts) for (const sign of signs) part.removeAttribute(sign)
  if (isChecked) element.checked = false
  Object.assign(element, {
    switchOn() {
      parts.forEach((part, index) =>
        signs.forEach((sign, at) => {
          const value = before[index]![at]
          if (value != null) part.setAttribute(sign, value)
        }),
      )
      if (isChecked) (element as HTMLInputElement).checked = true
    },
  })
}
