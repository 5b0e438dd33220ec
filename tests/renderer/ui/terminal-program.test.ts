import { expect, it } from 'vitest'
import { findTerminalProgram } from '../../../src-renderer/ui/terminal-program.ts'

it.each([
  [undefined, 'npm run start:browser', 'npm run --silent cli --'],
  ['npx mpscope', 'npx mpscope', 'npx mpscope'],
])('of a page that was served with %j, commands start so', (program, start, command) => {
  const dataset = program === undefined ? {} : { program }
  expect(findTerminalProgram({ dataset })).toEqual({ start, command })
})
