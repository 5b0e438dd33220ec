import type { Page } from '@playwright/test'
import axe from 'axe-core'

interface Rules {
  runOnly: string[]
  rules?: Record<string, { enabled: boolean }>
}

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Of all rules these alone depend on the theme. They take two thirds of the time. */
const COLOURS = ['color-contrast', 'link-in-text-block']
const LAYERS = '[role=dialog], [role=menu], [data-reka-popper-content-wrapper]:has([role=listbox])'

/** Returns what a machine can see of WCAG A and AA and of best practices, without what colours decide. */
export function auditStructure(page: Page, part?: string): Promise<string[]> {
  const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]))
  return run(page, { runOnly: ALL, rules }, part)
}

/** As `auditStructure`, but of what lies over the page alone, if something does: a third of the time. */
export async function auditForemost(page: Page): Promise<string[]> {
  const isCovered = (await page.locator(LAYERS).count()) > 0
  return auditStructure(page, isCovered ? LAYERS : undefined)
}

/**
 * Returns the texts that have too little contrast, of those whose colours, size and background this page has not shown
 * before.
 */
export async function auditNewColours(page: Page): Promise<string[]> {
  await page.evaluate(markNewColours)
  const isNew = (await page.locator('[data-new-colours]').count()) > 0
  return isNew ? run(page, { runOnly: COLOURS }, '[data-new-colours]') : []
}

async function run(page: Page, rules: Rules, part = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(
    async ({ part: where, rules: which }) => {
      const { axe: inPage } = window as unknown as { axe: typeof axe }
      const { violations } = await inPage.run(where, {
        ...which,
        resultTypes: ['violations'],
        preload: false,
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => ({ id, target: String(target) })),
      )
    },
    { part, rules },
  )
  return (
    found
      // A menu or an open choice lies over all landmarks and belongs to none.
      .filter(({ id, target }) => !(id === 'region' && /popper|reka-select/.test(target)))
      // An open choice that is too long scrolls with the arrow keys; the focus stays on one of its options.
      .filter(({ id, target }) => !(id === 'scrollable-region-focusable' && /reka-select/.test(target)))
      .map(({ id, target }) => `axe ${id}: ${target}`)
  )
}

/** Marks an element of each kind that was not there before. Runs in the page. */
function markNewColours(): void {
  const page = window as unknown as { coloursSeen?: Set<string> }
  const seen = (page.coloursSeen ??= new Set())
  for (const element of document.querySelectorAll('[data-new-colours]')) {
    element.removeAttribute('data-new-colours')
  }
  for (const element of document.body.querySelectorAll('*')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.nodeValue!.trim() !== '',
    )
    if (!hasText || !element.checkVisibility()) continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const kind = [color, fontSize, fontWeight]
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor, opacity } = getComputedStyle(at)
      if (opacity !== '1') kind.push(opacity)
      if (backgroundColor === 'rgba(0, 0, 0, 0)') continue
      kind.push(backgroundColor)
      if (!backgroundColor.includes('/') && !backgroundColor.startsWith('rgba')) break
    }
    const key = kind.join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    element.setAttribute('data-new-colours', '')
  }
}
