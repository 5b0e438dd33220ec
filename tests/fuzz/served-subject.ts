import { setTimeout } from 'node:timers/promises'
import type { Client } from '../../src-core/contract/client.ts'
import type { AnswerRule } from '../../src-core/contract/rules.ts'
import { listAll, msgIdsOf, openControl } from '../load/control-client.ts'
import { startHonest } from '../load/honest.ts'
import { LOAD_AES_KEY, LOAD_APP_ID, startServed } from '../load/served.ts'
import type { Served } from '../load/served.ts'
import type { Subject } from './fuzz.ts'

/** The reply that the honest client gets. */
const REPLY = 'fuzz-reply'

/** Texts of others go through a pattern and a template. */
const RULES: AnswerRule[] = [
  { match: { text: { how: 'contains' as const, value: 'honest' } }, content: REPLY },
  {
    match: { text: { how: 'regex' as const, value: '(.)(.*)$' } },
    content: '{{1}} {{2}} {{Content}} {{a/b}}',
  },
].map(({ match, content }, index) => ({
  id: `r${index}`,
  name: `rule ${index}`,
  enabled: true,
  match,
  reply: { type: 'text', content },
  delayMs: 0,
  fault: 'none',
}))

/** Time is not tested here: only an answer that never comes counts. */
const DEADLINE_MS = 60_000

const HONEST_EVERY_MS = 40

/** The time that the end of a process may take to be known here after its sockets have ended. */
const DEATH_SEEN_MS = 500

/**
 * Runs `serve` in a process of its own with an honest WeChat beside it: it may not end, must print nothing on stderr,
 * answer each honest message, have it in its history, and close in order.
 */
export async function openServedSubject<Input>(
  folder: string,
  tryInput: (served: Served, input: Input) => Promise<void>,
): Promise<Subject<Input>> {
  const served = await startServed({
    dataDir: folder,
    env: { MPSCOPE_AES_KEY: LOAD_AES_KEY },
    args: `--app-id ${LOAD_APP_ID} --mode compatible --reply text:${REPLY}`.split(' '),
  })
  const honest = startHonest({
    url: served.responder,
    expected: REPLY,
    everyMs: HONEST_EVERY_MS,
    deadlineMs: DEADLINE_MS,
  })
  const client = openControl(served.control)
  await client.call('account.update', { id: 'default', change: { rules: RULES } })

  function refuseEnd(): void {
    const ended = served.ended()
    if (ended !== null) throw new Error(`the process ended (${ended}): ${served.complaints()}`)
    if (served.complaints() !== '') throw new Error(`said on stderr: ${served.complaints()}`)
  }
  /** If a process has died, reports that, and not the caller that noticed it first. */
  async function blameEnd<Value>(asked: Promise<Value>): Promise<Value> {
    try {
      return await asked
    } catch (error) {
      await Promise.race([served.exited, setTimeout(DEATH_SEEN_MS)])
      refuseEnd()
      throw error
    }
  }
  return {
    async try(input) {
      refuseEnd()
      await blameEnd(tryInput(served, input))
      refuseEnd()
    },
    async check() {
      refuseEnd()
      const [failure] = honest.report.failures
      if (failure !== undefined) throw new Error(`an honest request failed: ${failure}`)
      await blameEnd(client.call('workbench.snapshot', {}))
    },
    async finish() {
      const { answered, failures } = await honest.stop()
      if (failures.length > 0) throw new Error(`${failures.length} honest requests failed: ${failures[0]}`)
      await blameEnd(checkHistory(client, answered))
      client.close()
      const ended = await served.end('SIGTERM')
      if (ended !== 'exit 0') throw new Error(`did not close in order: ${ended} ${served.complaints()}`)
      if (served.complaints() !== '') throw new Error(`said on stderr: ${served.complaints()}`)
    },
    residentMb: served.residentMb,
    async close() {
      client.close()
      await served.end('SIGKILL')
      await honest.stop()
    },
  }
}

async function checkHistory(client: Client, answered: readonly string[]): Promise<void> {
  const all = await listAll(client)
  const kept = msgIdsOf(all)
  const lost = answered.filter((msgId) => !kept.has(msgId))
  if (lost.length > 0) throw new Error(`${lost.length} answered messages are not in the history: ${lost[0]}`)
  const unjudged = all.filter(({ findings }) => findings.some((code) => code === 'exchange.not-judged'))
  if (unjudged.length > 0)
    throw new Error(`${unjudged.length} exchanges could not be judged: ${unjudged[0]!.id}`)
}
