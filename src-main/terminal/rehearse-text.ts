import type { PlayedStep, Rehearsal, StepState } from '../../src-core/contract/rehearsal.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { WIDTH, wrap } from './columns.ts'
import { describeFinding } from './finding-text.ts'
import { oneLine } from './one-line.ts'

/** `·` is for what cannot be seen from here, or need not be so. */
const MARKS: Readonly<Record<StepState, string>> = { met: '✓', unmet: '✗', seen: '·' }

const INDENT = '    '

/** Returns the rehearsals, each with its steps and what is expected of them. */
export function describeRehearsals(rehearsals: readonly Rehearsal[], language: keyof Bilingual): string {
  return rehearsals.map((one) => describeRehearsal(one, language)).join('\n')
}

function describeRehearsal({ id, title, says, steps }: Rehearsal, language: keyof Bilingual): string {
  const lines = [
    oneLine(`${id}  ${title[language]}`),
    ...wrap(says[language], WIDTH - 2).map((line) => `  ${line}`),
    ...steps.flatMap((step, index) => [
      oneLine(`  ${index + 1}. ${step.title[language]}`),
      ...describeExpected(step, language),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function describeExpected(
  { expects, page }: Rehearsal['steps'][number],
  language: keyof Bilingual,
): string[] {
  return [...wrap(expects[language], WIDTH - INDENT.length), ...(page === null ? [] : [page])].map(
    (line) => INDENT + line,
  )
}

/** Returns a step that is over: what came, what was expected if it is not so, and the findings that are no notes. */
export function describePlayed(
  { number, state, came, findings }: PlayedStep,
  { steps }: Rehearsal,
  language: keyof Bilingual,
): string {
  const step = steps[number - 1]
  if (!step) return ''
  const lines = [
    oneLine(`${MARKS[state]} ${number}. ${step.title[language]}`),
    INDENT + oneLine(came[language]),
    ...(state === 'met' ? [] : describeExpected(step, language)),
    ...findings
      .filter(({ severity }) => severity !== 'info')
      .map((finding) => INDENT + describeFinding(finding, language)),
  ]
  return `${lines.join('\n')}\n`
}

/** Returns the sum of all steps. */
export function describeStates(steps: readonly PlayedStep[], language: keyof Bilingual): string {
  const count = (state: StepState) => steps.filter((step) => step.state === state).length
  return {
    zh: `共 ${steps.length} 步：符合 ${count('met')}，不符 ${count('unmet')}，这里看不到结果或没有要求 ${count('seen')}\n`,
    en: `Steps: ${steps.length}, as expected ${count('met')}, not as expected ${count('unmet')}, not to be seen here or not required ${count('seen')}\n`,
  }[language]
}
