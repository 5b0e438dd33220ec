import { expect, it } from 'vitest'
import { findTerminalProgram } from '../../../src-renderer/ui/terminal-program.ts'

it.each([
  [undefined, 'npm run start:browser', 'npm run --silent cli --'],
  ['npx mpscope', 'npx mpscope', 'npx mpscope'],
])('of a page that was served with %j, commands start so', (program, start, command) => {
  const page = { dataset: program === undefined ? {} : { program } } as unknown as HTMLElement
  expect(findTerminalProgram(page)).toEqual({ start, command })
})
