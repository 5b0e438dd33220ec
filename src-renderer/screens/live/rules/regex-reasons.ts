/** The faults that V8 finds in a pattern, if the screen has words for them. */
const REASONS = {
  'Unterminated group': 'group',
  "Unmatched ')'": 'unmatched',
  'Nothing to repeat': 'nothing',
  'Unterminated character class': 'class',
  'Range out of order in character class': 'range',
  'Lone quantifier brackets': 'brackets',
  'Invalid escape': 'escape',
  '\\ at end of pattern': 'end',
  'Invalid group': 'kind',
  'Incomplete quantifier': 'quantifier',
  'Invalid property name': 'property',
} as const

export type RegexReason = (typeof REASONS)[keyof typeof REASONS]

export function explainRegex(message: string): RegexReason | null {
  return Object.hasOwn(REASONS, message) ? REASONS[message as keyof typeof REASONS] : null
}
