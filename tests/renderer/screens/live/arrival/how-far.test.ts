import { expect, it } from 'vitest'
import type { MilestoneName } from '../../../../../src-core/contract/milestones.ts'
import { howFar } from '../../../../../src-renderer/screens/live/arrival/how-far.ts'

const milestone = { at: 1, exchange: 'x', durationMs: 2, url: null }

it.each<[far: ReturnType<typeof howFar>, reached: MilestoneName[]]>([
  ['never', []],
  ['never', ['test']],
  ['called', ['test', 'tunnel']],
  ['verified', ['tunnel', 'verification']],
  ['received', ['tunnel', 'verification', 'message']],
  ['received', ['tunnel', 'message']],
])('WeChat has got as far as "%s" with %j', (far, reached) => {
  expect(howFar(Object.fromEntries(reached.map((name) => [name, milestone])))).toBe(far)
})
