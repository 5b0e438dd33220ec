import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src-core/check-up/cases/cases.ts'
import { runCheckUp } from '../../src-core/check-up/run.ts'
import type { CheckLevel, CheckResult } from '../../src-core/contract/check-up.ts'
import { SAMPLE_ORIGINAL_ID } from '../../src-core/wechat/samples.ts'
import { createCheckBait } from '../../src-main/node/check-bait.ts'
import { KNOWN_FAULTS } from './known-faults.ts'
import type { KnownFaults } from './known-faults.ts'
import { sending } from './running-sending.ts'
import { BACKENDS } from './start-backend.ts'
import { startRestarting } from './start-restarting.ts'

/** Takes two seconds by design, and none of these limits the time that a body may take. */
const SLOW = new Set(['time.slow-client'])

describe('a check-up of a real back end fails what is known of its library, and nothing else', () => {
  for (const known of KNOWN_FAULTS) {
    const { missing } = BACKENDS[known.backend]
    const only = missing ? ` (skipped: ${missing})` : ''

    it.skipIf(missing)(`${known.backend}, ${known.mode} mode${only}`, async () => {
      const { results, deaths } = await checkUp(known)
      expect(listFailed(results, 'required')).toEqual(Object.keys(known.required).toSorted())
      expect(listFailed(results, 'advice')).toEqual(Object.keys(known.advice).toSorted())
      expect(deaths).toBe(known.deaths)
    })
  }
})

async function checkUp({
  backend: name,
  mode,
  leftOut,
}: KnownFaults): Promise<{ results: CheckResult[]; deaths: number }> {
  const backend = await startRestarting(name)
  const { url, token, appId, aesKey } = backend
  const encryption = { key: Buffer.from(aesKey, 'base64'), appId, previousKey: null }
  const report = await runCheckUp(
    { ...sending, bait: createCheckBait() },
    {
      run: 'check-backends',
      account: null,
      target: {
        url,
        token,
        originalId: SAMPLE_ORIGINAL_ID,
        mode,
        encryption: mode === 'plaintext' ? null : encryption,
      },
      cases: CHECKS.filter(({ id }) => !SLOW.has(id) && !leftOut?.test(id)),
      hostile: true,
      baseline: new Map(),
      signal: new AbortController().signal,
    },
    { began() {}, progressed() {}, keep() {} },
  )
  expect(report.state).toBe('finished')
  return { results: report.results, deaths: await backend.stop() }
}

function listFailed(results: readonly CheckResult[], asked: CheckLevel): string[] {
  const levels = new Map(CHECKS.map(({ id, level }) => [id, level]))
  return results
    .filter(({ id, state }) => state === 'failed' && levels.get(id) === asked)
    .map(({ id }) => id)
    .toSorted()
}
