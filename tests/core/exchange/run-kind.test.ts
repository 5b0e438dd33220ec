import { expect, it } from 'vitest'
import { createRunId, isOfLargeRun } from '../../../src-core/contract/run-kind.ts'

it.each([
  [undefined, false],
  [null, false],
  [createRunId('send', '1'), false],
  [createRunId('replay', 'check-up-1'), false],
  ['other-1', false],
  [createRunId('check-up', '1'), true],
  [createRunId('burst', '1'), true],
])('the run %s would drown the list: %s', (run, isLarge) => {
  expect(isOfLargeRun(run === undefined ? {} : { run })).toBe(isLarge)
})
