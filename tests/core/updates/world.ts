import { DEFAULT_PREFERENCES } from '../../../src-core/contract/preferences.ts'
import type { UpdateAnswer, UpdateSource, UpdatesStatus } from '../../../src-core/contract/updates.ts'
import type { HttpFailure, HttpRequest, HttpResponse } from '../../../src-core/ports/http.ts'
import { createUpdates } from '../../../src-core/updates/updates.ts'
import { createMemoryUpdatesFile } from '../../../src-main/node/updates-file.ts'
import { createClock } from '../reach/moved-clock.ts'

export const HOME = 'https://host.example/owner/repository/releases'
export const SOURCE = {
  kind: 'releases',
  address: `${HOME}/latest/download/latest.json`,
  page: HOME,
} as const
export const RELEASE = {
  version: '1.2.0',
  date: '2026-11-30',
  page: `${HOME}/tag/v1.2.0`,
  changes: { zh: '- 修复', en: '- Fixed' },
}
export const DAY = 24 * 3_600_000
const HOUR = 3_600_000

export function respond(
  body: unknown = RELEASE,
  status = 200,
  headers: [string, string][] = [],
): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: Buffer.from(text), durationMs: 1 }
}

export function fail(code: string, during: HttpFailure['during'] = 'connecting'): HttpFailure {
  return Object.assign(new Error(code), { code, during, durationMs: 1 })
}

interface World {
  source?: UpdateSource
  version?: string
  on?: boolean
  clock?: ReturnType<typeof createClock>
  file?: ReturnType<typeof createMemoryUpdatesFile>
  /** What each request gets, by its URL; the newest release if left out. */
  answer?(url: string): HttpResponse | HttpFailure
}

/** A workbench of version 1.0.0 whose user wants to know of new versions, on a folder that others may share. */
export function startUpdates({
  source = SOURCE,
  version = '1.0.0',
  on = true,
  clock = createClock(),
  file = createMemoryUpdatesFile(),
  answer = () => respond(),
}: World = {}) {
  const sent: HttpRequest[] = []
  const told: UpdatesStatus[] = []
  const reported: unknown[] = []
  const settings = { preferences: { ...DEFAULT_PREFERENCES, askForUpdates: on } }
  const client = {
    async send(request: HttpRequest): Promise<HttpResponse> {
      sent.push(request)
      const answered = answer(request.url)
      if (answered instanceof Error) throw answered
      return answered
    },
  }
  const updates = createUpdates(
    { clock, version, updates: { source, file, client } },
    settings,
    (fact) => fact.type === 'updates.changed' && told.push(fact.updates),
    (error) => reported.push(error),
  )
  /** Nothing here waits for more than promises. */
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    ...updates,
    clock,
    file,
    sent,
    told,
    reported,
    settle,
    ask: async () => (await updates.handlers['updates.ask']({})) as UpdateAnswer,
    putAside: (putAside: string | null) => updates.handlers['updates.putAside']({ version: putAside }),
    async switchTo(wanted: boolean) {
      settings.preferences = { ...settings.preferences, askForUpdates: wanted }
      updates.look()
      await settle()
    },
    /** Lets hours pass one by one, as the clock's timers see them. */
    async passHours(hours: number) {
      for (let hour = 0; hour < hours; hour += 1) {
        clock.pass(HOUR)
        await settle()
      }
    },
  }
}
