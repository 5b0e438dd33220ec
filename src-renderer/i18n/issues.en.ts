import type { issues as zh } from './issues.zh.ts'

/** What went wrong, grouped by finding. */
export const issues: typeof zh = {
  title: 'Issues',
  close: 'Close the issues',
  columns: { issue: 'Issue', count: 'Count', line: 'Over time', seen: 'Last / first' },
  all: 'All exchanges',
  ofFilter: 'Filtered exchanges',
  failed: '{count} with an issue, {share}',
  show: 'Show “{name}” alone in the list',
  hide: 'Show others than “{name}” again',
  last: 'last seen',
  first: 'first seen',
  understand: 'Mark “{name}” as understood',
  understandHint:
    'Mark as understood: it is folded away, and told again if it comes back after {count} exchanges in a row without it',
  forget: 'Tell “{name}” again',
  understood: '{count} understood',
  quiet: 'Issues that are understood',
  back: 'Back',
  backHint: 'Marked as understood on {at}; it came back after {count} exchanges in a row without it',
  more: '“{name}”: why, and what to do',
  newest: 'Open the newest ({at})',
  since: 'First seen: {at}',
  late: '{count} took more than 5 s',
  damaged: 'The record of the newest one is damaged: what was said of it cannot be read.',
  none: 'Nothing went wrong',
  noneHint:
    '{count} exchange looked at: no error, no warning. | {count} exchanges looked at: no error, no warning.',
  noneNew: 'All there is, is understood.',
  nothing: 'No exchange fits the filter',
  nothingHint: 'Change the filter, or clear it to see the issues of all exchanges.',
}
