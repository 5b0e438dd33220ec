import { Agent } from 'node:http'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { listAll, msgIdsOf, openControl } from '../load/control-client.ts'
import { post } from '../load/honest.ts'
import { startServed } from '../load/served.ts'
import type { Served } from '../load/served.ts'
import { createSignedRequest, createText } from '../load/signed-request.ts'

const CLIENTS = 8
const REPLY_WITHIN_MS = 30_000

/** The promises before a kill, and what was there after it. */
interface Tally {
  /** The MsgIds whose reply was received whole. */
  answered: string[]
  /** The names of templates that were reported as saved. */
  saved: string[]
  starts: number[]
  failedStarts: string[]
}

/**
 * Sends `kill -9` under load, again and again on one folder: every reply that was received whole must be in the history
 * after the next start, and every setting that was reported as saved. Returns the exit code.
 */
export async function killAgainAndAgain(kills: number, checkout: string | undefined): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-kills-'))
  const tally: Tally = { answered: [], saved: [], starts: [], failedStarts: [] }
  const start = () => startServed({ dataDir, ...(checkout !== undefined && { checkout }) })
  for (let round = 0; round < kills; round++) {
    const begun = performance.now()
    let served: Served
    try {
      served = await start()
    } catch (error) {
      tally.failedStarts.push(String(error))
      continue
    }
    tally.starts.push(performance.now() - begun)
    await loadAndKill(served, round, tally)
    if (process.stderr.isTTY)
      process.stderr.write(`\r${round + 1}/${kills}, ${tally.answered.length} replies `)
  }

  const served = await start()
  const client = openControl(served.control)
  const kept = msgIdsOf(await listAll(client))
  const { templates } = await client.call('workbench.snapshot', {})
  client.close()
  await served.end('SIGTERM')
  const lost = tally.answered.filter((msgId) => !kept.has(msgId))
  const names = new Set(templates.map(({ name }) => name))
  const unsaved = tally.saved.filter((name) => !names.has(name))
  const leftovers = readdirSync(dataDir).filter((name) => name.endsWith('.new'))
  const integrity = await checkIntegrity(join(dataDir, 'history.sqlite'))
  console.log(
    `\r| kills | replies received whole | lost | settings confirmed | lost | failed starts | median start | integrity | left behind |\n` +
      `|---|---|---|---|---|---|---|---|---|\n` +
      `| ${kills} | ${tally.answered.length} | ${lost.length} | ${tally.saved.length} | ${unsaved.length} | ` +
      `${tally.failedStarts.length} | ${medianMs(tally.starts)} ms | ${integrity} | ${leftovers.join(', ') || 'nothing'} |`,
  )
  for (const line of [...lost, ...unsaved, ...tally.failedStarts].slice(0, 20)) console.error(line)
  const failed = lost.length + unsaved.length + tally.failedStarts.length + leftovers.length
  if (failed > 0 || integrity !== 'ok') {
    console.error(`kept for a look: ${dataDir}`)
    return 1
  }
  rmSync(dataDir, { recursive: true })
  return 0
}

async function loadAndKill(served: Served, round: number, { answered, saved }: Tally): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const killed = new AbortController()

  async function sendOn(client: number): Promise<void> {
    for (let number = 0; !killed.signal.aborted; number++) {
      const msgId = `8${String(round).padStart(5, '0')}${client}${String(number).padStart(7, '0')}`
      const xml = createText(msgId, 'x'.repeat(10 + Math.floor(60_000 * Math.random() ** 4)))
      try {
        const { status } = await post(
          createSignedRequest({ url: served.responder, xml }),
          REPLY_WITHIN_MS,
          agent,
        )
        if (status === 200) answered.push(msgId)
      } catch {
        // Killed under it: nothing was promised.
      }
    }
  }
  async function saveOn(): Promise<void> {
    const client = openControl(served.control)
    for (let number = 0; !killed.signal.aborted; number++) {
      const name = `round ${round}`
      try {
        await client.call('template.save', { name, draft: { type: 'text', content: String(number) } })
        if (number === 0) saved.push(name)
      } catch {
        // As above.
      }
      await setTimeout(5)
    }
    client.close()
  }
  const load = Array.from({ length: CLIENTS }, (_, client) => sendOn(client))
  if (round % 2 === 0) load.push(saveOn())
  await setTimeout(30 + Math.random() * 2500)
  await served.end('SIGKILL')
  killed.abort()
  agent.destroy()
  await Promise.all(load)
}

async function checkIntegrity(file: string): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file)
  const row = database.prepare('PRAGMA integrity_check').get() as { integrity_check: string }
  database.close()
  return row.integrity_check
}

function medianMs(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0)
}
