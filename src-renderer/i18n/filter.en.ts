/** The search field of the list. */
export const filter = {
  label: 'Find',
  hint: 'Find: refund, type:text, verdict:fault…',
  suggestions: 'What could be written',
  saved: 'Saved',
  recent: 'Recent',
  found: '{count} match',
  looking: '{looked} of {of} looked at',
  stopped: 'Stopped: {looked} of {of} looked at',
  tooSlow: 'The regular expression takes too long: not everything was looked at',
  arrived: '{count} new, {matching} match',
  at: 'Character {at}: {says}',
  narrow: 'Only “{name}”',
  noMessage: 'No message',
  full: 'At most {max} filters are saved: forget one first',
  notSaved: 'Not saved: {reason}',
  failed: 'Not found: {reason}',
}
