import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const MODULE = new URL('../../src-main/node/bound-garbage.ts', import.meta.url).href

/** Makes rows of which some live for a while, in a process of its own, and returns the bytes for new objects at its end. */
async function spaceAfterRows(...before: string[]): Promise<number> {
  const script = `
    ${before.join('\n')}
    const { getHeapSpaceStatistics } = await import('node:v8')
    for (let step = 0, kept; step < 200; step++)
      kept = [kept?.slice(-5000), ...Array.from({ length: 5000 }, (_, at) => ({ at, text: 'row ' + at + step }))]
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return Number(stdout)
}

it('keeps the space for new objects as large as it was', async () => {
  const [bounded, free] = await Promise.all([
    spaceAfterRows(`const { boundGarbage } = await import('${MODULE}'); boundGarbage()`),
    spaceAfterRows(),
  ])
  expect(bounded).toBeLessThanOrEqual(free / 4)
})
