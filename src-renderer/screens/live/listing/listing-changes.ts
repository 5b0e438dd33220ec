import type { WorkbenchEvent } from '../../../../src-core/contract/events.ts'

/** Those events after which the list is another one, and whatever is counted of it. */
export const LISTING_CHANGES: ReadonlySet<WorkbenchEvent['type']> = new Set<WorkbenchEvent['type']>([
  'exchange.recorded',
  'exchange.amended',
  'exchange.removed',
  'history.cleared',
  'history.restored',
  'history.changed',
])
