import type { rehearsal as zhRehearsal } from './rehearsal.zh.ts'

export const rehearsal: typeof zhRehearsal = {
  target: 'Delivered to',
  choose: 'Choose a rehearsal',
  steps: 'The steps of the rehearsal',
  expects: 'Expected: ',
  came: 'What came: ',
  page: 'official page',
  open: 'Open in Live',
  states: {
    pending: 'Not played yet',
    running: 'Under way',
    met: 'As expected',
    unmet: 'Not as expected',
    seen: 'To look at',
  },
  sum: 'As expected {met}, not as expected {unmet}, to look at {seen}',
  stopped: 'Stopped after {done} of {all} steps',
}
