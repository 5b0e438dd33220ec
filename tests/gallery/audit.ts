import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Returns all violations of WCAG A and AA, and of best practices, that a machine can see. */
export async function audit(page: Page): Promise<string[]> {
  // The page has no frames, for which it would open another page each time; and passing rules need no description.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      // A menu lies over all landmarks and belongs to none.
      .filter(({ target }) => !(id === 'region' && String(target).includes('popper')))
      .map(({ target }) => `axe ${id}: ${String(target)}`),
  )
}
