import type { Release, UpdateFailure } from '../contract/updates.ts'
import type { Clock } from '../ports.ts'
import type { HttpClient, HttpFailure, HttpResponse } from '../ports/http.ts'
import { readRelease } from './release.ts'
import type { ReleaseSource } from './release.ts'

/** Milliseconds for all of it, redirects included. */
const DEADLINE_MS = 10_000
/** A host of releases needs two: to the newest one, and to the server that has the file. */
const REDIRECTS_MAX = 5
const REDIRECTS = [301, 302, 303, 307, 308]

/** Why there is no answer that can be used. */
export class NoRelease extends Error {
  override readonly name = 'NoRelease'
  readonly why: UpdateFailure

  constructor(why: UpdateFailure, detail: string) {
    super(detail)
    this.why = why
  }
}

/**
 * Reads the file that names the newest version. Sends one GET, and one more for each redirect, with nothing in it but
 * the name of this program: no version, no id, no cookie, no language. Rejects with a `NoRelease`.
 */
export async function askForRelease(
  { client, clock }: { client: HttpClient; clock: Clock },
  source: ReleaseSource,
  signal: AbortSignal,
): Promise<Release> {
  const until = clock.monotonic() + DEADLINE_MS
  let url = new URL(source.address)
  for (let redirects = 0; ; redirects += 1) {
    const response = await get(client, url, { deadlineMs: until - clock.monotonic(), signal })
    if (REDIRECTS.includes(response.status)) {
      if (redirects === REDIRECTS_MAX) throw new NoRelease('redirect', `${redirects} redirects`)
      url = readLocation(response, url)
      continue
    }
    if (response.status !== 200) throw new NoRelease('status', String(response.status))
    const release = readRelease(response.body, source)
    if ('wrong' in release) throw new NoRelease('unusable', release.wrong)
    return release
  }
}

async function get(
  client: HttpClient,
  url: URL,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): Promise<HttpResponse> {
  if (deadlineMs <= 0) throw new NoRelease('late', 'DEADLINE')
  try {
    const headers: [string, string][] = [
      ['Host', url.host],
      ['User-Agent', 'mpscope'],
      ['Connection', 'close'],
    ]
    return await client.send({
      method: 'GET',
      url: url.href,
      headers,
      body: new Uint8Array(),
      deadlineMs,
      signal,
    })
  } catch (error) {
    throw describeFailure(error as HttpFailure)
  }
}

function describeFailure({ code, during }: HttpFailure): NoRelease {
  if (code === 'DEADLINE') return new NoRelease('late', code)
  if (code === 'TOO_LARGE' || code === 'NOT_HTTP') return new NoRelease('unusable', code)
  return new NoRelease(during === 'securing' ? 'untrusted' : 'unreachable', code)
}

function readLocation({ headers }: HttpResponse, from: URL): URL {
  const location = headers.find(([name]) => /^location$/i.test(name))?.[1] ?? ''
  if (location === '' || !URL.canParse(location, from.href)) throw new NoRelease('redirect', 'Location')
  const url = new URL(location, from.href)
  // In the clear, anybody on the way could say what the newest version is.
  if (url.protocol !== 'https:') throw new NoRelease('redirect', `${url.protocol}//${url.host}`)
  url.username = url.password = url.hash = ''
  return url
}
