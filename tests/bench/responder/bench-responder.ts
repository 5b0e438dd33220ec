import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from '../say.ts'
import { compare } from './compare.ts'
import { startLoad } from './load.ts'
import type { Load } from './load.ts'
import { measureMemory } from './memory.ts'
import type { MemoryFigures } from './memory.ts'
import manifest from './package.json' with { type: 'json' }
import { readProfile } from './profile.ts'
import { formatComparison, formatMemory, formatProfile } from './report.ts'
import { startServer } from './running-server.ts'
import type { ServerKind } from './running-server.ts'

const root = join(import.meta.dirname, '../../..')
const WARM_UP = 4000

const { dependencies: versions } = manifest
const named = (...names: (keyof typeof versions)[]): string =>
  names.map((name) => `${name} ${versions[name]}`).join(' + ')

/** The others are compared with the last one. */
export const PEERS: ServerKind[] = [
  { name: named('fastify', 'fast-xml-parser'), file: 'fastify.ts', answersByName: true },
  { name: named('koa', 'co-wechat'), file: 'koa.ts', answersByName: true },
  { name: named('express', 'wechat'), file: 'express.ts', answersByName: true },
  { name: 'bare node:http', file: 'bare.ts', answersByName: false },
]

/**
 * Compares the responder with other servers: CPU per request and p99 at 50 connections. `--memory` measures the memory
 * that ours holds, `--profile` the functions in which it spends its time; `--before DIR` adds ours of another checkout,
 * `--quick` makes a short run, `--json` is for machines. Resolves to the exit code; a wrong reply rejects.
 */
export async function benchResponder(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string' },
      requests: { type: 'string' },
      memory: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      before: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const { memory, profile, before, quick, json } = values
  const count = (given: string | undefined, usual: number): number => Number(given ?? usual)
  const rounds = count(values.rounds, memory ? 1 : quick ? 3 : 7)
  const requests = count(values.requests, memory || profile ? 20_000 : quick ? 1500 : 4000)
  if (!isCount(rounds) || !isCount(requests)) {
    console.error('--rounds and --requests take whole numbers above 0')
    return 2
  }
  const ours = [
    createOurs(),
    ...(before === undefined ? [] : [createOurs('mpscope before', resolve(before))]),
  ]
  const load = startLoad()
  try {
    if (profile) await showProfile(ours[0]!, requests, load, json)
    else if (memory) await showMemory(ours, { rounds, requests }, load, json)
    else {
      if (!arePeersInstalled()) {
        console.error('The peers are not installed: npm --prefix tests/bench/responder ci')
        return 1
      }
      const effort = { rounds, requests, warmUp: quick ? requests : WARM_UP }
      const figures = await compare([...ours, ...PEERS], effort, load, say)
      print(json, { node: process.version, ...effort, servers: figures }, () => formatComparison(figures))
    }
  } finally {
    await load.end()
  }
  return 0
}

export function createOurs(name = 'mpscope', checkout = root): ServerKind {
  return { name, file: 'mpscope.ts', args: [checkout], answersByName: true }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0
}

export function arePeersInstalled(): boolean {
  const { resolve: find } = createRequire(import.meta.url)
  try {
    return Object.keys(versions).every((name) => find(name))
  } catch {
    return false
  }
}

async function showMemory(
  kinds: readonly ServerKind[],
  { rounds, requests }: { rounds: number; requests: number },
  load: Load,
  json: boolean,
): Promise<void> {
  const figures: MemoryFigures[] = []
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      say(`Measuring ${kind.name}, ${round + 1} of ${rounds} …`)
      figures.push(await measureMemory(kind, requests, load))
    }
  }
  print(json, { node: process.version, requests, servers: figures }, () => formatMemory(figures, requests))
}

async function showProfile(kind: ServerKind, requests: number, load: Load, json: boolean): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'mpscope-profile-')), 'responder.cpuprofile')
  const server = await startServer(kind)
  let cpuMicrosPerRequest: number
  try {
    const measured = await load.measure(server, { warmUp: WARM_UP, requests }, async (run) => {
      await server.startProfile()
      await run()
      await server.stopProfile(file)
    })
    cpuMicrosPerRequest = measured.cpuMicrosPerRequest
  } finally {
    await server.end()
  }
  const counts = { requests, cpuMicrosPerRequest }
  const figures = readProfile(file, root)
  print(
    json,
    { node: process.version, file, ...counts, ...figures },
    () => `${formatProfile(figures, counts)}\n\nFor DevTools: ${file}`,
  )
}

function print(json: boolean, figures: object, format: () => string): void {
  console.log(json ? JSON.stringify(figures, null, 2) : format())
}
