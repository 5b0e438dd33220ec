import type { Finding } from '../../../../src-core/contract/exchange.ts'
import { check } from '../../check-up/scripted.ts'
import type { Scripted } from '../../check-up/scripted.ts'
import { createGoodBackend } from '../../check-up/good-backend.ts'
import type { FindingCase } from './finding-case.ts'

const found = async (backend: Scripted, id: string): Promise<Finding[]> =>
  (await check(backend, { only: [id] })).results.flatMap(({ findings }) => findings)

/** Replies to each verification with the echostr of the one before. */
function createCache(): Scripted {
  let kept = ''
  return createGoodBackend({ verify: (echostr) => (kept ||= echostr) })
}

export const CHECK_CASES: FindingCase[] = [
  {
    code: 'check.mixed-up',
    name: 'a verification gets the echostr of another',
    seen: () => found(createCache(), 'verification.at-once'),
    near: () => found(createGoodBackend(), 'verification.at-once'),
  },
]
